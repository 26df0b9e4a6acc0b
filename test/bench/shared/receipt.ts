/** What W2 posts: some 1 KB of JSON. */
export interface OrderData {
  id: string
  customer: { name: string; email: string; vip: boolean }
  lines: { sku: string; title: string; quantity: number; price: number }[]
  note?: string | undefined
}

export function receipt({ id, lines }: OrderData): object {
  return { id, lines: lines.length, total: lines.reduce((sum, one) => sum + one.quantity * one.price, 0) }
}
