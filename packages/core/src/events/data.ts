import { PermanentError } from '../errors.ts'
import { plainIssue, type Schema } from '../schema.ts'

/**
 * Data that cannot be handed to a handler, kept in its place until the message's own function runs: so it fails there,
 * inside of its middleware, and goes to its dead-letter queue as it came.
 */
export class FlawedData {
  readonly raw: Uint8Array
  readonly error: PermanentError

  constructor(raw: Uint8Array, error: PermanentError) {
    this.raw = raw
    this.error = error
  }
}

/** The data of a message that is text: the value of its JSON, or else its bytes. */
export function textData(text: string): unknown {
  // Nearly every text that is no JSON is known by its first letter; throwing and catching costs far more.
  if (!/^[\s]*["[{\-\dtfn]/.test(text)) return utf8(text)
  try {
    // A reviver makes parsing several times slower, so it runs only on texts that could spell the key.
    return text.includes('__proto__') || text.includes('\\u00')
      ? JSON.parse(text, refuseProto)
      : JSON.parse(text)
  } catch (error) {
    return error instanceof PermanentError ? new FlawedData(utf8(text), error) : utf8(text)
  }
}

/** The data of a message that is bytes: the value of its JSON where it is UTF-8 and JSON, or else the bytes. */
export function bytesData(bytes: Uint8Array): unknown {
  const plain = plainBytes(bytes)
  const text = utf8Text(plain)
  if (text === undefined) return plain
  const data = textData(text)
  return data instanceof Uint8Array ? plain : data
}

/** The same for base64, as most clouds carry bytes in JSON. */
export function base64Data(text: string): unknown {
  const bytes = fromBase64(text)
  return bytes === undefined
    ? new FlawedData(
        utf8(text),
        new PermanentError('The data of the message is not valid base64', { code: 'SAMPAN_BAD_DATA' }),
      )
    : bytesData(bytes)
}

/** The data of a message whose JSON the platform has parsed already. */
export function valueData(value: unknown): unknown {
  return spellsProto(value) ? new FlawedData(jsonBytes(value), protoError()) : value
}

/** None where it is nested deeper than the stack. */
function jsonBytes(value: unknown): Uint8Array {
  try {
    return utf8(JSON.stringify(value))
  } catch {
    return new Uint8Array()
  }
}

/** Whether any key in it is `__proto__`. Not recursive: what JSON.parse reads may be nested deeper than the stack. */
function spellsProto(root: unknown): boolean {
  const left: unknown[] = [root]
  while (left.length > 0) {
    const value = left.pop()
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) continue
    if (!Array.isArray(value) && Object.hasOwn(value, '__proto__')) return true
    for (const child of Object.values(value)) left.push(child)
  }
  return false
}

/** Undefined where it is not base64: Buffer would skip what it does not know, and hand over something else. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z\d+/]*={0,2}$/.test(text)) return undefined
  return plainBytes(Buffer.from(text, 'base64'))
}

/** Text where the bytes are UTF-8, the bytes where they are not: keys and attributes of engines that know bytes only. */
export function textOrBytes(bytes: Uint8Array): string | Uint8Array {
  const plain = plainBytes(bytes)
  return utf8Text(plain) ?? plain
}

function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

function utf8(text: string): Uint8Array {
  return plainBytes(Buffer.from(text, 'utf8'))
}

/** Not a Buffer: its `toJSON` and its `slice` differ from those of every other array of bytes. */
function plainBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function refuseProto(key: string, value: unknown): unknown {
  if (key === '__proto__') throw protoError()
  return value
}

function protoError(): PermanentError {
  return new PermanentError(
    'The data of the message has a key "__proto__", which would pollute what it is merged into',
    { code: 'SAMPAN_BAD_DATA' },
  )
}

/** A trigger's `prepare`: checks the data, and puts what the schema makes of it in its place. */
export function checkData(
  label: string,
  schema: Schema<any> | undefined,
): (event: { data: unknown }) => PermanentError | undefined | Promise<PermanentError | undefined> {
  return (event) => {
    if (event.data instanceof FlawedData) return event.data.error
    return schema === undefined ? undefined : validate(event, label, schema)
  }
}

async function validate(
  event: { data: unknown },
  label: string,
  schema: Schema<any>,
): Promise<PermanentError | undefined> {
  const result = await schema['~standard'].validate(event.data)
  if (result.issues === undefined) {
    event.data = result.value
    return undefined
  }
  const issues = result.issues.map(plainIssue)
  const list = issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ')
  return new PermanentError(`The data is not what ${label} takes: ${list}`, {
    code: 'SAMPAN_INVALID_DATA',
    details: issues,
  })
}
