import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { captureLog, contextOf } from '../../test/plain.ts'
import { HttpError, PermanentError, SampanError } from '../errors.ts'
import { problemReply } from './problem.ts'

let log: ReturnType<typeof captureLog>

beforeEach(() => {
  log = captureLog()
})
afterEach(() => {
  vi.restoreAllMocks()
})

const problem = (error: unknown): { status: number; headers: object; members: object } => {
  const { status, headers, body } = problemReply(error, contextOf({ requestId: 'r-1' }))
  return { status, headers: { ...headers }, members: JSON.parse(body as string) as object }
}

const type = { 'content-type': 'application/problem+json' }

describe('an HttpError as problem+json', () => {
  it('says what its author wrote', () => {
    const error = new HttpError(409, 'taken', {
      code: 'TAKEN',
      details: { by: 7 },
      headers: { 'x-a': ['1', '2'] },
    })
    expect(problem(error)).toEqual({
      status: 409,
      headers: { 'x-a': ['1', '2'], ...type },
      members: {
        type: 'about:blank',
        title: 'Conflict',
        status: 409,
        detail: 'taken',
        code: 'TAKEN',
        details: { by: 7 },
        requestId: 'r-1',
      },
    })
    expect(log.lines).toEqual([])
  })

  it('says no more than it knows', () => {
    expect(problem(new HttpError(404)).members).toEqual({
      type: 'about:blank',
      title: 'Not Found',
      status: 404,
      requestId: 'r-1',
    })
  })

  it('is logged where the fault is ours', () => {
    problem(new HttpError(503, 'busy', { cause: new Error('pool empty') }))
    expect(log.lines).toEqual([
      expect.objectContaining({
        level: 'error',
        message: 'busy',
        error: expect.objectContaining({ message: 'busy' }) as object,
      }),
    ])
  })

  it('shows neither cause nor stack', () => {
    const { members } = problem(new HttpError(400, 'no', { cause: new Error('secret') }))
    expect(JSON.stringify(members)).not.toMatch(/secret|stack|cause/)
  })

  it('is always of its own type', () => {
    expect(problem(new HttpError(400, 'no', { headers: { 'Content-Type': 'text/html' } })).headers).toEqual(
      type,
    )
  })

  const circle: { self?: unknown } = {}
  circle.self = circle
  it.each<[string, object]>([
    ['circular details', { details: circle }],
    ['a BigInt in the details', { details: { id: 1n } }],
    [
      'details that throw',
      {
        details: {
          toJSON() {
            throw new Error('no')
          },
        },
      },
    ],
    ['a header that would break', { headers: { 'x-a': 'a\r\nb: c' } }],
    ['a header whose name is none', { headers: { 'x a': 'b' } }],
  ])('is answered with status and message even with %s, and that is logged', (_, options) => {
    expect(problem(new HttpError(401, 'who?', { code: 'WHO', ...options }))).toEqual({
      status: 401,
      headers: type,
      members: {
        type: 'about:blank',
        title: 'Unauthorized',
        status: 401,
        detail: 'who?',
        code: 'WHO',
        requestId: 'r-1',
      },
    })
    expect(log.lines).toEqual([
      expect.objectContaining({
        level: 'error',
        message: 'the details or headers of an HttpError cannot be sent',
      }),
    ])
  })
})

describe('anything else that is thrown', () => {
  it.each<[string, unknown, unknown]>([
    [
      'an error',
      new Error('password is hunter2'),
      expect.objectContaining({ message: 'password is hunter2' }),
    ],
    [
      'an error of ours',
      new SampanError('SAMPAN_BAD_RESULT', 'secret'),
      expect.objectContaining({ code: 'SAMPAN_BAD_RESULT' }),
    ],
    ['a PermanentError', new PermanentError('never'), expect.objectContaining({ name: 'PermanentError' })],
    ['text', 'secret', 'secret'],
    ['null', null, null],
    ['undefined', undefined, undefined],
    [
      'an object that looks like an HttpError',
      { status: 404, message: 'secret' },
      { status: 404, message: 'secret' },
    ],
  ])('shows nothing but the request id, and is logged whole: %s', (_, thrown, logged) => {
    expect(problem(thrown)).toEqual({
      status: 500,
      headers: type,
      members: { type: 'about:blank', title: 'Internal Server Error', status: 500, requestId: 'r-1' },
    })
    expect(log.lines).toHaveLength(1)
    expect(log.lines[0]).toMatchObject({ level: 'error', message: 'unhandled error', requestId: 'r-1' })
    expect(log.lines[0]!['error']).toEqual(logged)
  })
})
