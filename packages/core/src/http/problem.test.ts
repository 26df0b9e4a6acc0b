import * as check from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { captureLog, contextOf, eventOf } from '../../test/plain.ts'
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

const type = { 'content-type': 'application/problem+json', vary: 'Accept' }

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

const BROWSER = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8'

function asked(error: unknown, accept: string | undefined): ReturnType<typeof problemReply> {
  return problemReply(error, contextOf({ requestId: 'r-1' }, eventOf({ headers: { accept } })))
}

describe('the form of an error', () => {
  it.each<[accept: string | undefined, html: boolean]>([
    [undefined, false],
    ['', false],
    ['*/*', false],
    ['application/json', false],
    ['application/problem+json', false],
    ['application/json, text/plain, */*', false],
    [BROWSER, true],
    ['text/html', true],
    ['TEXT/HTML', true],
    ['text/*', true],
    ['text/html, application/json', false],
    ['text/html;q=0.9, application/json;q=0.8', true],
    ['text/html;q=0.8, application/json;q=0.9', false],
    ['text/html; q=0.9 , application/*;q=0.5', true],
    ['text/html, application/problem+json;q=0.2, application/json', true],
    ['text/html;q=0, */*', false],
    ['text/html;q=0', false],
    ['text/plain', false],
    ['text/html;q=2', false],
    ['text/html;q=x', false],
    ['text/html;q=0.1, text/html;q=0.9, application/json;q=0.5', true],
    [',;,text/html;;,', true],
  ])('for Accept %j is HTML: %s', (accept, html) => {
    const { headers } = asked(new HttpError(404, 'no'), accept)
    expect(headers['content-type']).toBe(html ? 'text/html; charset=utf-8' : 'application/problem+json')
    expect(headers['vary']).toBe('Accept')
  })

  it.each<[vary: string | string[], together: string]>([
    ['Origin', 'Origin, Accept'],
    [['Origin', 'Cookie'], 'Origin,Cookie, Accept'],
    ['Accept-Encoding', 'Accept-Encoding, Accept'],
    ['origin, accept', 'origin, accept'],
    ['*', '*'],
  ])('adds to Vary: %j', (vary, together) => {
    expect(problem(new HttpError(404, 'no', { headers: { Vary: vary } })).headers).toMatchObject({
      vary: together,
    })
  })

  it('is no throw, whatever Accept is', () => {
    check.assert(
      check.property(
        check.oneof(
          check.string(),
          check.string({ unit: check.constantFrom(...Array.from('text/html,;q=01. *')) }),
        ),
        (accept) => {
          expect(['application/problem+json', 'text/html; charset=utf-8']).toContain(
            asked(new HttpError(400), accept).headers['content-type'],
          )
        },
      ),
    )
  })
})

describe('an error as a page', () => {
  it('says the same, and may load nothing', () => {
    const { status, headers, body } = asked(
      new HttpError(409, 'taken', { code: 'TAKEN', details: { by: 7 }, headers: { 'x-a': '1' } }),
      BROWSER,
    )
    expect(status).toBe(409)
    expect({ ...headers }).toEqual({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'x-a': '1',
      vary: 'Accept',
    })
    expect((body as string).split('\n')).toEqual([
      '<!doctype html>',
      '<html lang="en">',
      '<meta charset="utf-8">',
      '<meta name="viewport" content="width=device-width">',
      '<title>409 Conflict</title>',
      '<h1>409 Conflict</h1>',
      '<p>taken</p>',
      '<pre>{',
      '  &#34;by&#34;: 7',
      '}</pre>',
      '<p>Code: TAKEN</p>',
      '<p>Request: r-1</p>',
    ])
  })

  it('says no more than the request id of what nobody expected', () => {
    const { status, body } = asked(new Error('hunter2', { cause: 'secret' }), BROWSER)
    expect(status).toBe(500)
    expect(body).toContain('<p>Request: r-1</p>')
    expect(body).not.toMatch(/hunter2|secret|at /)
  })

  it('is answered with the message where the details cannot be written', () => {
    const { status, body } = asked(new HttpError(401, 'who?', { details: { id: 1n } }), BROWSER)
    expect([status, body]).toEqual([401, expect.stringContaining('<p>who?</p>')])
  })

  it('is no place for markup, wherever it stands', () => {
    const hostile = check.string({ unit: check.constantFrom(...Array.from('<>&"\'/=! ascript\n\0é😀')) })
    check.assert(
      check.property(hostile, hostile, hostile, hostile, (message, code, value, requestId) => {
        const error = new HttpError(400, message, { code, details: { [value]: [value] } })
        const context = contextOf({ requestId }, eventOf({ headers: { accept: 'text/html' } }))
        const body = problemReply(error, context).body as string
        const known =
          /<!doctype html>|<html lang="en">|<meta charset="utf-8">|<meta name="viewport" content="width=device-width">|<\/?(?:title|h1|p|pre)>/g
        expect(body.replaceAll(known, '')).not.toMatch(/[<>"']/)
        expect(body.replaceAll(/&#\d+;/g, '')).not.toContain('&')
      }),
    )
    expect(asked(new HttpError(404, '<script>alert(1)</script>'), BROWSER).body).toContain(
      '<p>&#60;script&#62;alert(1)&#60;/script&#62;</p>',
    )
  })
})

it('layers change the answer of an error, the innermost first', () => {
  const context = contextOf()
  Object.assign(context, {
    _onProblem: [
      ({ headers }: { headers: object }) => Object.assign(headers, { 'x-by': 'outer', 'x-outer': '1' }),
      ({ headers }: { headers: object }) => Object.assign(headers, { 'x-by': 'inner' }),
    ],
  })
  for (const error of [new HttpError(404), new Error('no')]) {
    expect(problemReply(error, context).headers).toMatchObject({ 'x-by': 'outer', 'x-outer': '1' })
  }
})
