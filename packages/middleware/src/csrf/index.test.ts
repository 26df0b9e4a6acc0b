import { runLayers } from '@sampan/core/adapter'
import * as check from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Call, caller } from '../../test/call.ts'
import { csrf, type CsrfOptions } from './index.ts'

function behind(options?: CsrfOptions): Call {
  const layer = csrf(options)
  return caller((event, context) => runLayers([layer], event, context, () => 'ok'))
}

const HOST = { host: 'shop.example' }
const FORM = { ...HOST, 'content-type': 'application/x-www-form-urlencoded' }
const JSON_ = { ...HOST, 'content-type': 'application/json; charset=utf-8' }
const EVIL = { origin: 'https://evil.test' }
const OWN = { origin: 'https://shop.example' }

type Headers = { [name: string]: string }

describe('csrf()', () => {
  it.each<[headers: Headers, status: number]>([
    // Sec-Fetch-Site is believed first: a proxy may change the host, but no page can write it.
    [{ ...FORM, 'sec-fetch-site': 'same-origin' }, 200],
    [{ ...FORM, 'sec-fetch-site': 'none' }, 200],
    [{ ...FORM, 'sec-fetch-site': 'same-site' }, 403],
    [{ ...FORM, 'sec-fetch-site': 'cross-site' }, 403],
    [{ ...FORM, 'sec-fetch-site': 'cross-site', ...OWN }, 403],
    [{ ...FORM, 'sec-fetch-site': 'same-origin', origin: 'https://cdn.example' }, 200],
    [{ ...FORM, 'sec-fetch-site': '' }, 403],
    [{ ...FORM, 'sec-fetch-site': 'same-origin, cross-site' }, 403],
    // Origin against the host, where the browser is older or the page has no TLS.
    [{ ...FORM, ...OWN }, 200],
    [{ ...FORM, ...EVIL }, 403],
    [{ ...FORM, origin: 'null' }, 403],
    [{ ...FORM, origin: '' }, 403],
    [{ ...FORM, origin: 'shop.example' }, 403],
    [{ ...FORM, origin: 'https://shop.example.evil.test' }, 403],
    [{ ...FORM, origin: 'https://shop.example@evil.test' }, 403],
    [{ ...FORM, origin: 'https://shop.example:8443' }, 403],
    [{ ...FORM, origin: 'http://shop.example' }, 403],
    [{ ...FORM, origin: 'http://shop.example', 'x-forwarded-proto': 'http' }, 200],
    [{ ...FORM, ...OWN, 'x-forwarded-proto': 'http' }, 200],
    [{ ...FORM, ...OWN, host: 'Shop.Example' }, 200],
    // Neither: no browser.
    [FORM, 200],
    // What pages may send without being asked.
    [{ ...HOST, ...EVIL }, 403],
    [{ ...HOST, ...EVIL, 'content-type': '' }, 403],
    [{ ...HOST, ...EVIL, 'content-type': 'text/plain' }, 403],
    [{ ...HOST, ...EVIL, 'content-type': 'TEXT/Plain;charset=utf-8' }, 403],
    [{ ...HOST, ...EVIL, 'content-type': 'text/plain; a=application/json' }, 403],
    [{ ...HOST, ...EVIL, 'content-type': 'multipart/form-data; boundary=x' }, 403],
    [{ ...HOST, ...EVIL, 'content-type': 'application/json, text/plain' }, 403],
    [{ ...HOST, ...EVIL, 'content-type': 'nonsense' }, 403],
    // What they may not, and CORS holds back; unless a cookie is with it.
    [{ ...JSON_, ...EVIL }, 200],
    [{ ...JSON_, ...EVIL, authorization: 'Bearer x' }, 200],
    [{ ...JSON_, ...EVIL, cookie: 'session=1' }, 403],
    [{ ...JSON_, ...OWN, cookie: 'session=1' }, 200],
    [{ ...JSON_, 'sec-fetch-site': 'cross-site', cookie: 'session=1' }, 403],
  ])('POST with %j is %d', async (headers, status) => {
    const answer = await behind()('POST /', { headers })
    expect(answer.status).toBe(status)
    expect(answer.json?.code).toBe(status === 403 ? 'SAMPAN_CSRF' : undefined)
  })

  it.each<[method: string, status: number]>([
    ['GET', 200],
    ['HEAD', 200],
    ['OPTIONS', 200],
    ['POST', 403],
    ['PUT', 403],
    ['PATCH', 403],
    ['DELETE', 403],
    ['PURGE', 403],
    ['get', 403],
  ])('%s from another site is %d', async (method, status) => {
    const headers = { ...FORM, ...EVIL, cookie: 'a=b', 'sec-fetch-site': 'cross-site' }
    expect((await behind()(`${method} /`, { headers })).status).toBe(status)
  })

  it.each<[origin: NonNullable<CsrfOptions['origin']>, sent: string, status: number]>([
    ['https://app.example', 'https://app.example', 200],
    [['https://app.example', 'https://b.example'], 'https://b.example', 200],
    ['https://app.example', 'https://evil.test', 403],
    [(origin) => origin.endsWith('.app.example'), 'https://x.app.example', 200],
    [(origin) => origin.endsWith('.app.example'), 'https://evil.test', 403],
    [() => true, 'null', 403],
    [() => true, 'https://evil.test#.app.example', 403],
  ])('lets %j in besides: %s is %d', async (origin, sent, status) => {
    for (const more of [{}, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
      const headers: Headers = { ...FORM, origin: sent, ...more }
      expect((await behind({ origin })('POST /', { headers })).status).toBe(status)
    }
  })

  it('no text in Origin that is not the own one gets past', async () => {
    const text = check.oneof(
      check.string(),
      check.string({ unit: check.constantFrom(...Array.from('https:/shop.examl@#?\\')) }),
      check.string().map((one) => `https://shop.example${one}`),
    )
    await check.assert(
      check.asyncProperty(text, async (origin) => {
        const { status } = await behind()('POST /', { headers: { ...FORM, origin } })
        let own = false
        try {
          own = new URL(origin).host === 'shop.example'
        } catch {
          // No URL.
        }
        expect(status).toBe(own ? 200 : 403)
      }),
    )
  })

  it.each(['*', 'app.example', 'https://app.example/', 'https://*.app.example', 'null'])(
    'fails at start with origin %j',
    (origin) => {
      expect(() => csrf({ origin })).toThrow(expect.objectContaining({ code: 'SAMPAN_BAD_OPTION' }) as Error)
    },
  )

  it('has closed options, and lets events of other kinds pass', async () => {
    expect(() => csrf({ origins: [] } as CsrfOptions)).toThrow('did you mean "origin"?')
    expect(await csrf()({ kind: 'queue' } as never, {} as never, () => 'passed' as never)).toBe('passed')
  })
})
