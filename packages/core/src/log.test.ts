import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { anyText, captureLog, contextOf } from '../test/plain.ts'
import { HttpError } from './errors.ts'
import { createLog, writeLine } from './log.ts'
import { warnOnce } from './warn.ts'

let log: ReturnType<typeof captureLog>

beforeEach(() => {
  log = captureLog()
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

describe('a log line', () => {
  it('says when, how grave, what, and of which call', () => {
    contextOf({ requestId: 'r-1', functionName: 'shop' }).log.info('paid', { id: 7 })
    expect(log.lines).toEqual([
      { time: expect.any(String), level: 'info', message: 'paid', requestId: 'r-1', function: 'shop', id: 7 },
    ])
    expect(Date.parse(log.lines[0]!['time'] as string)).toBeCloseTo(Date.now(), -4)
    expect(log.raw[0]).toMatch(/^\{"time":"[^"]+","level":"info","message":"paid".*\}\n$/)
  })

  it('leaves out what the platform does not say, and lets a field say it', () => {
    contextOf({ requestId: '', functionName: '' }).log.info('paid', { requestId: 'of another' })
    writeLine('warn', 'no call')
    expect(log.lines).toEqual([
      { time: expect.any(String), level: 'info', message: 'paid', requestId: 'of another' },
      { time: expect.any(String), level: 'warn', message: 'no call' },
    ])
  })

  it('lets no field pass for a member of its own: fields may come from a request', () => {
    const forged = JSON.parse(
      '{"level":"debug","time":"then","message":"fine","requestId":"r-2","a":1}',
    ) as object
    contextOf({ requestId: 'r-1' }).log.error('failed', { ...forged })
    expect(log.lines[0]).toMatchObject({ level: 'error', message: 'failed', requestId: 'r-1', a: 1 })
    expect(log.lines[0]!['time']).not.toBe('then')
  })

  it('writes an error with its code and causes', () => {
    const cause = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' })
    contextOf().log.error('failed', { error: new TypeError('no user', { cause }) })
    expect(log.lines[0]!['error']).toEqual({
      name: 'TypeError',
      message: 'no user',
      stack: expect.stringContaining('log.test.ts'),
      cause: { name: 'Error', message: 'refused', code: 'ECONNREFUSED', stack: expect.any(String) },
    })
  })

  it('writes the errors of an aggregate', () => {
    contextOf().log.error('failed', { error: new AggregateError([new Error('one'), 'two'], 'all') })
    expect(log.lines[0]!['error']).toMatchObject({ message: 'all', errors: [{ message: 'one' }, 'two'] })
  })

  it('takes an error in place of fields', () => {
    contextOf().log.error('failed', new Error('whole') as never)
    expect(log.lines[0]).toMatchObject({ message: 'failed', error: { message: 'whole' } })
  })

  it('writes circles as such, and what merely occurs twice twice', () => {
    const circle: { [name: string]: unknown } = { name: 'a' }
    circle['self'] = circle
    circle['list'] = [{ up: circle }]
    const twice = { x: 1 }
    contextOf().log.info('shapes', { circle, both: [twice, twice, { twice }] })
    expect(log.lines[0]).toMatchObject({
      circle: { name: 'a', self: '[circular]', list: [{ up: '[circular]' }] },
      both: [{ x: 1 }, { x: 1 }, { twice: { x: 1 } }],
    })
  })

  it('ends an error that is its own cause, straight or by another', () => {
    const one = new Error('one')
    const two = new Error('two', { cause: one })
    one.cause = two
    contextOf().log.error('failed', { error: one })
    expect(log.lines[0]!['error']).toMatchObject({
      message: 'one',
      cause: { message: 'two', cause: '[circular]' },
    })
  })

  it('writes a BigInt as text, at any depth', () => {
    contextOf().log.info('big', { id: 12_345_678_901_234_567_890n, in: [{ n: 1n }] })
    expect(log.lines[0]).toMatchObject({ id: '12345678901234567890', in: [{ n: '1' }] })
  })

  it.each<[string, object]>([
    [
      'a getter that throws',
      {
        get a() {
          throw new Error('no a')
        },
      },
    ],
    ['a toJSON that throws', { a: { toJSON: () => raise(new Error('no a')) } }],
    ['a revoked proxy', { a: revoked() }],
    ['nesting without end', { a: deep(20_000) }],
  ])('is written without the fields that cannot be: %s', (_, fields) => {
    contextOf({ requestId: 'r-1' }).log.error('failed', { ok: 1, ...wrap(fields) })
    expect(log.lines).toEqual([
      {
        time: expect.any(String),
        level: 'error',
        message: 'failed',
        requestId: 'r-1',
        unwritable: expect.any(String),
      },
    ])
  })

  it('is written where a getter of the fields themselves throws what is no error', () => {
    writeLine('error', 'failed', undefined, {
      get a() {
        // oxlint-disable-next-line typescript/only-throw-error
        throw 'text'
      },
    })
    expect(log.lines[0]).toMatchObject({ message: 'failed', unwritable: 'string' })
  })

  it('is written where the fields say to write nothing', () => {
    writeLine('info', 'here', undefined, { toJSON: () => undefined })
    expect(log.lines[0]).toMatchObject({ message: 'here' })
  })

  it('is one line of JSON whatever the message and the fields', () => {
    fc.assert(
      fc.property(
        anyText,
        fc.dictionary(anyText, fc.anything({ withBigInt: true, withDate: true, withMap: true })),
        (message, fields) => {
          log.raw.length = 0
          writeLine('info', message, undefined, fields)
          expect(log.raw).toHaveLength(1)
          expect(log.raw[0]!.match(/[\n\r]/g)).toEqual(['\n'])
          expect(log.lines.at(-1)).toMatchObject({ level: 'info', message })
        },
      ),
    )
  })
})

describe('the level', () => {
  const written = (level?: string): unknown[] => {
    if (level !== undefined) vi.stubEnv('SAMPAN_LOG_LEVEL', level)
    const made = createLog(contextOf())
    for (const one of ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const) made[one]('x')
    return log.lines.map((line) => line['level'])
  }

  it('is info where none is set', () => {
    vi.stubEnv('SAMPAN_LOG_LEVEL', undefined)
    expect(written()).toEqual(['info', 'warn', 'error', 'fatal'])
  })

  it.each([
    ['trace', ['trace', 'debug', 'info', 'warn', 'error', 'fatal']],
    ['warn', ['warn', 'error', 'fatal']],
    ['WARN', ['warn', 'error', 'fatal']],
    ['fatal', ['fatal']],
    ['verbose', ['info', 'warn', 'error', 'fatal']],
    ['', ['info', 'warn', 'error', 'fatal']],
  ])('%j writes %j', (level, expected) => {
    expect(written(level)).toEqual(expected)
  })
})

describe('warnOnce', () => {
  it('says a thing once in the life of the instance', () => {
    warnOnce('SAMPAN_HEADER_LOST', 'The header a was left out.')
    warnOnce('SAMPAN_HEADER_LOST', 'The header b was left out.')
    warnOnce('SAMPAN_COOKIES_LOST', 'One cookie of two was sent.')
    expect(log.lines).toEqual([
      {
        time: expect.any(String),
        level: 'warn',
        message: 'The header a was left out.',
        code: 'SAMPAN_HEADER_LOST',
      },
      {
        time: expect.any(String),
        level: 'warn',
        message: 'One cookie of two was sent.',
        code: 'SAMPAN_COOKIES_LOST',
      },
    ])
  })
})

describe('an HttpError in the log', () => {
  it('is an error like others', () => {
    contextOf().log.warn('refused', { error: new HttpError(409, 'taken', { code: 'TAKEN' }) })
    expect(log.lines[0]!['error']).toMatchObject({ name: 'HttpError', message: 'taken', code: 'TAKEN' })
  })
})

function raise(error: Error): never {
  throw error
}

function wrap(fields: object): object {
  // A level below, so that the spread of the test does not run the getter.
  return { fields }
}

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

function deep(depth: number): object {
  let value = {}
  for (let i = 0; i < depth; i++) value = { value }
  return value
}
