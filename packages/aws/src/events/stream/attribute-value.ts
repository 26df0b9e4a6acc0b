import { PermanentError } from '@sampan/core'
import { badEvent, BareRecord, fromBase64 } from '@sampan/core/adapter'

/** DynamoDB nests 32 levels; what is deeper came from elsewhere, and is not to exhaust the stack. */
const DEEPEST = 100

type Item = { readonly [attribute: string]: unknown }

/**
 * An item as its values: text, numbers (see `numberOf`), `Uint8Array`, booleans, null, lists and maps. Sets are lists,
 * as in JSON; which lists were sets is on `native`. @throws PermanentError where an attribute cannot be read
 */
export function itemOf(attributes: object, depth = 0): Item {
  const item = new BareRecord<unknown>()
  for (const [name, attribute] of Object.entries(attributes)) item[name] = valueOf(attribute, depth)
  return item
}

function valueOf(attribute: unknown, depth: number): unknown {
  if (depth > DEEPEST) badEvent('aws.dynamodb', 'an item is nested too deep')
  const fields = typeof attribute === 'object' && attribute !== null ? Object.entries(attribute) : []
  if (fields.length !== 1) unreadable('has no type')
  const [type, value] = fields[0] as [string, unknown]
  if (type === 'NULL') return null
  if (type === 'BOOL') return typeof value === 'boolean' ? value : unreadable('is no boolean')
  if (type === 'L') return listOf(value).map((one) => valueOf(one, depth + 1))
  if (type === 'M') {
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? itemOf(value, depth + 1)
      : unreadable('is no map')
  }
  if (type === 'SS' || type === 'NS' || type === 'BS') {
    return listOf(value).map((one) => scalarOf(type.slice(0, 1), one))
  }
  return scalarOf(type, value)
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : unreadable('is no list')
}

function scalarOf(type: string, value: unknown): unknown {
  if (typeof value !== 'string') unreadable('is no text')
  if (type === 'S') return value
  if (type === 'N') return numberOf(value)
  if (type === 'B') return fromBase64(value) ?? unreadable('is not valid base64')
  return unreadable('has an unknown type')
}

/**
 * Nothing is rounded: DynamoDB keeps 38 digits. A number where it says the same as the text does, a BigInt for an
 * integer beyond what a number counts exactly, and the text for any other.
 */
function numberOf(text: string): number | bigint | string {
  const decimal = decimalOf(text) ?? unreadable('is no number')
  const { sign, digits, exponent } = decimal
  const number = Number(text)
  if (exponent < 0) return sameDecimal(decimalOf(String(number)), decimal) ? number : text
  // Zero has no sign.
  return Number.isSafeInteger(number) ? number + 0 : BigInt(sign + digits + '0'.repeat(exponent))
}

/** `digits`, with no zeros at either end, times ten to the power of `exponent`. */
interface Decimal {
  readonly sign: string
  readonly digits: string
  readonly exponent: number
}

function decimalOf(text: string): Decimal | undefined {
  // Plain notation takes 168 characters for what DynamoDB can keep; patterns on more would only cost time.
  const parts = text.length > 200 ? null : /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i.exec(text)
  const [, sign, whole = '', fraction = '', power = '0'] = parts ?? []
  const all = whole + fraction
  if (all === '') return undefined
  const kept = all.replace(/0+$/, '')
  const digits = kept.replace(/^0+/, '')
  return digits === ''
    ? { sign: '', digits: '0', exponent: 0 }
    : {
        sign: sign === '-' ? '-' : '',
        digits,
        exponent: Number(power) - fraction.length + all.length - kept.length,
      }
}

function sameDecimal(one: Decimal | undefined, other: Decimal): boolean {
  return one?.sign === other.sign && one.digits === other.digits && one.exponent === other.exponent
}

/** Neither the attribute's name nor its value: both are the user's. */
function unreadable(why: string): never {
  throw new PermanentError(`The item cannot be read: an attribute ${why}`)
}
