import { styleText } from 'node:util'

type Style = Parameters<typeof styleText>[0]
type Cell = string | number

export interface Row {
  readonly cells: readonly Cell[]
  readonly style: Style
}

/** Colour for people; files and pipes get the same text without. */
export function paint(style: Style, text: string): string {
  return process.stdout.isTTY && !process.env['NO_COLOR'] ? styleText(style, text) : text
}

/** Aligned columns, those of numbers to the right. */
export function table(titles: readonly string[], rows: readonly Row[]): string {
  const widths = titles.map((title, at) =>
    Math.max(title.length, ...rows.map(({ cells }) => String(cells[at]).length)),
  )
  const line = (cells: readonly Cell[]): string =>
    cells
      .map((cell, at) => {
        const right = typeof rows[0]?.cells[at] === 'number'
        return right ? String(cell).padStart(widths[at]!) : String(cell).padEnd(widths[at]!)
      })
      .join('   ')
      .trimEnd()
  return [paint('bold', line(titles)), ...rows.map(({ cells, style }) => paint(style, line(cells)))].join(
    '\n',
  )
}
