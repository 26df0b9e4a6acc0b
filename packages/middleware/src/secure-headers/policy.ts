import { SampanError } from '@sampan/core'
import { checkOptions } from '@sampan/core/adapter'

const DIRECTIVES = [
  'base-uri',
  'child-src',
  'connect-src',
  'default-src',
  'fenced-frame-src',
  'font-src',
  'form-action',
  'frame-ancestors',
  'frame-src',
  'img-src',
  'manifest-src',
  'media-src',
  'object-src',
  'report-to',
  'report-uri',
  'require-trusted-types-for',
  'sandbox',
  'script-src',
  'script-src-attr',
  'script-src-elem',
  'style-src',
  'style-src-attr',
  'style-src-elem',
  'trusted-types',
  'upgrade-insecure-requests',
  'worker-src',
] as const

/** `{ 'default-src': ["'self'"], 'upgrade-insecure-requests': true }`; keywords in their own quotes, as CSP has them. */
export type ContentSecurityPolicy = {
  readonly [Directive in (typeof DIRECTIVES)[number]]?: string | readonly string[] | boolean
}

/** `{ camera: [], geolocation: ['self', 'https://maps.example.com'], fullscreen: '*' }`; an empty list is for nobody. */
export interface PermissionsPolicy {
  readonly [feature: string]: '*' | readonly string[]
}

/** Words that mean something in quotes only: without them they are the names of hosts, and the policy is another. */
const KEYWORD =
  /^(?:self|none|unsafe-(?:inline|eval|hashes)|strict-dynamic|report-sample|wasm-unsafe-eval|(?:nonce|sha(?:256|384|512))-.*)$/i

/** @throws SampanError SAMPAN_UNKNOWN_OPTION for a misspelt directive, which browsers ignore; SAMPAN_BAD_OPTION */
export function cspText(policy: ContentSecurityPolicy): string {
  checkOptions('contentSecurityPolicy of secureHeaders()', policy, DIRECTIVES)
  const parts: string[] = []
  for (const [name, value] of Object.entries(policy)) {
    if (value === false || value === undefined) continue
    const sources = value === true ? [] : [value].flat()
    for (const source of sources) {
      // A semicolon would end the directive, a comma the policy.
      if (!/^[!-+\--:<-~]+$/.test(source)) {
        throw bad(`${name} holds ${JSON.stringify(source)}: give each source as a text of its own`)
      }
      if (/-(?:src|elem|attr|uri|action|ancestors)$/.test(name) && KEYWORD.test(source)) {
        throw bad(`${name} holds ${source}, which is a host: write "'${source}'"`)
      }
    }
    parts.push([name, ...sources].join(' '))
  }
  return parts.join('; ')
}

/** @throws SampanError SAMPAN_BAD_OPTION */
export function permissionsText(policy: PermissionsPolicy): string {
  return Object.entries(policy)
    .map(([feature, allowed]) => {
      if (!/^[a-z][a-z\d-]*$/.test(feature)) {
        throw bad(`${JSON.stringify(feature)} is no feature: they are called like display-capture`)
      }
      if (allowed === '*') return `${feature}=*`
      return `${feature}=(${allowed.map((one) => permitted(feature, one)).join(' ')})`
    })
    .join(', ')
}

/** A structured field (RFC 9651): `self` is a token, an origin a text in quotes. */
function permitted(feature: string, one: string): string {
  if (one === 'self' || one === 'src') return one
  if (/^https?:\/\/[\w.:*[\]-]+$/.test(one)) return `"${one}"`
  throw bad(`${feature} holds ${JSON.stringify(one)}: write self, or an origin like https://maps.example.com`)
}

function bad(message: string): SampanError {
  return new SampanError('SAMPAN_BAD_OPTION', `secureHeaders(): ${message}`)
}
