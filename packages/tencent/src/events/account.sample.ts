/** An account of nobody. */
export const APPID = '1250000001'
export const REGION = 'ap-guangzhou'
export const UIN = 'uid1250000001'

/** Milliseconds since 1970 as text, which is how Tencent's message services write times. */
export function millis(time: string | undefined): string | undefined {
  return time === undefined ? undefined : String(Date.parse(time))
}
