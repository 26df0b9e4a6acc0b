import { HttpError, reply } from '@sampan/core'
import { runLayers } from '@sampan/core/adapter'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Call, caller } from '../../test/call.ts'
import { type ContentSecurityPolicy, secureHeaders, type SecureHeadersOptions } from './index.ts'

function behind(options?: SecureHeadersOptions, handler: () => unknown = () => undefined): Call {
  const layer = secureHeaders(options)
  return caller((event, context) => runLayers([layer], event, context, handler))
}

const headersOf = async (options?: SecureHeadersOptions): Promise<object> => ({
  ...(await behind(options)('GET /')).headers,
})

const DEFAULTS = {
  'strict-transport-security': 'max-age=31536000',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'SAMEORIGIN',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

const NONE = {
  hsts: false,
  contentTypeOptions: false,
  referrerPolicy: false,
  frameOptions: false,
  openerPolicy: false,
  resourcePolicy: false,
} as const

const csp = (policy: ContentSecurityPolicy): SecureHeadersOptions => ({ contentSecurityPolicy: policy })

afterEach(() => vi.restoreAllMocks())

describe('secureHeaders()', () => {
  it('has defaults, each of which can be left out', async () => {
    expect(await headersOf()).toEqual(DEFAULTS)
    expect(await headersOf(NONE)).toEqual({})
  })

  it.each<[SecureHeadersOptions, object]>([
    [{ hsts: { maxAge: 0 } }, { 'strict-transport-security': 'max-age=0' }],
    [
      { hsts: { includeSubDomains: true, preload: true } },
      { 'strict-transport-security': 'max-age=31536000; includeSubDomains; preload' },
    ],
    [{ referrerPolicy: ['no-referrer', 'same-origin'] }, { 'referrer-policy': 'no-referrer, same-origin' }],
    [{ frameOptions: 'DENY' }, { 'x-frame-options': 'DENY' }],
    [{ openerPolicy: 'unsafe-none' }, { 'cross-origin-opener-policy': 'unsafe-none' }],
    [{ resourcePolicy: 'cross-origin' }, { 'cross-origin-resource-policy': 'cross-origin' }],
    [{ embedderPolicy: 'require-corp' }, { 'cross-origin-embedder-policy': 'require-corp' }],
    [
      {
        contentSecurityPolicy: {
          'default-src': "'self'",
          'script-src': ["'self'", 'https://cdn.example', "'sha256-abc='"],
          'img-src': ['*', 'data:'],
          sandbox: ['allow-forms'],
          'upgrade-insecure-requests': true,
          'object-src': false,
        },
      },
      {
        'content-security-policy':
          "default-src 'self'; script-src 'self' https://cdn.example 'sha256-abc='; img-src * data:; sandbox allow-forms; upgrade-insecure-requests",
      },
    ],
    [
      { contentSecurityPolicyReportOnly: { 'default-src': ["'none'"], 'report-to': 'csp' } },
      { 'content-security-policy-report-only': "default-src 'none'; report-to csp" },
    ],
    [
      { permissionsPolicy: { camera: [], geolocation: ['self', 'https://maps.example'], fullscreen: '*' } },
      { 'permissions-policy': 'camera=(), geolocation=(self "https://maps.example"), fullscreen=*' },
    ],
  ])('writes %j', async (options, headers) => {
    expect(await headersOf(options)).toEqual({ ...DEFAULTS, ...headers })
  })

  it('says HSTS over https only', async () => {
    const { headers } = await behind()('GET /', { headers: { 'x-forwarded-proto': 'http' } })
    const { 'strict-transport-security': _, ...rest } = DEFAULTS
    expect({ ...headers }).toEqual(rest)
  })

  it('leaves what the handler says, and the reply that it keeps', async () => {
    const kept = reply(204, undefined, {
      'X-Frame-Options': 'DENY',
      'strict-transport-security': 'max-age=1',
    })
    const { headers } = await behind({}, () => kept)('GET /')
    expect({ ...headers }).toEqual({
      ...DEFAULTS,
      'x-frame-options': 'DENY',
      'strict-transport-security': 'max-age=1',
    })
    expect(Object.keys(kept.headers)).toHaveLength(2)
  })

  it('stands on errors too, where the page of an error keeps its own policy', async () => {
    vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const call = behind({ contentSecurityPolicy: { 'default-src': '*' } }, () =>
      Promise.reject(new Error('x')),
    )
    expect((await call('GET /')).headers).toMatchObject({
      ...DEFAULTS,
      'content-security-policy': 'default-src *',
    })
    expect((await call('GET /', { headers: { accept: 'text/html' } })).headers).toMatchObject({
      ...DEFAULTS,
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    })
    const missed = behind({}, () => Promise.reject(new HttpError(404)))
    expect((await missed('GET /')).headers).toMatchObject(DEFAULTS)
  })

  it('lets events of other kinds pass', async () => {
    expect(await secureHeaders()({ kind: 'queue' } as never, {} as never, () => 'passed' as never)).toBe(
      'passed',
    )
  })
})

describe('options that fail at start', () => {
  it.each<[SecureHeadersOptions, RegExp]>([
    [{ hsts: { maxAge: -1 } }, /whole seconds/],
    [{ hsts: { preload: true } }, /preload needs/],
    [{ hsts: { preload: true, includeSubDomains: true, maxAge: 60 } }, /preload needs/],
    [{ frameOptions: 'ALLOW-FROM x' as never }, /one of DENY, SAMEORIGIN/],
    [{ referrerPolicy: 'none' as never }, /one of no-referrer/],
    [{ openerPolicy: 'same-site' as never }, /one of/],
    [{ resourcePolicy: 'all' as never }, /one of/],
    [{ embedderPolicy: 'all' as never }, /one of/],
    [csp({ 'script-src': 'self' }), /write "'self'"/],
    [csp({ 'script-src': ["'self'", 'unsafe-inline'] }), /write "'unsafe-inline'"/],
    [csp({ 'script-src': 'nonce-abc' }), /write "'nonce-abc'"/],
    [csp({ 'frame-ancestors': 'none' }), /write "'none'"/],
    [csp({ 'script-src': "'self'; object-src *" }), /text of its own/],
    [csp({ 'script-src': 'a.example,b.example' }), /text of its own/],
    [csp({ 'script-src': 'a\r\nset-cookie: b' }), /text of its own/],
    [csp({ 'script-src': '' }), /text of its own/],
    [{ permissionsPolicy: { Camera: [] } }, /no feature/],
    [{ permissionsPolicy: { camera: ['maps.example'] } }, /origin like/],
    [{ permissionsPolicy: { camera: ['https://a.example"'] } }, /origin like/],
  ])('%j', (options, message) => {
    expect(() => secureHeaders(options)).toThrow(
      expect.objectContaining({
        code: 'SAMPAN_BAD_OPTION',
        message: expect.stringMatching(message) as string,
      }) as Error,
    )
  })

  it.each<[object, string]>([
    [{ frameOption: 'DENY' }, 'did you mean "frameOptions"?'],
    [{ hsts: { maxage: 1 } }, 'did you mean "maxAge"?'],
    [{ contentSecurityPolicy: { 'scrip-src': '*' } }, 'did you mean "script-src"?'],
  ])('misspelt: %j', (options, hint) => {
    expect(() => secureHeaders(options)).toThrow(hint)
  })
})
