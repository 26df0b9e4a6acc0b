/** Public keys verify RS…, PS…, ES… and EdDSA, a secret HS…; neither is ever taken for the other. */
export type JwtAlgorithm =
  | `${'RS' | 'PS' | 'ES' | 'HS'}${'256' | '384' | '512'}`
  /** Both names of one algorithm: RFC 8037 and, since RFC 9864, the other. */
  | 'EdDSA'
  | 'Ed25519'

/** With what a token is verified: exactly one of the three. */
export type JwtKeys =
  | {
      /**
       * Where the issuer publishes its keys (https, or http on this machine), such as
       * `https://issuer.example.com/.well-known/jwks.json`; or the set itself, of public keys.
       */
      readonly jwks: string | URL | { readonly keys: readonly object[] }
      readonly publicKey?: never
      readonly secret?: never
    }
  | {
      /** PEM: `-----BEGIN PUBLIC KEY-----` or `-----BEGIN CERTIFICATE-----`. */
      readonly publicKey: string
      readonly jwks?: never
      readonly secret?: never
    }
  | {
      /** At least as many bytes as the hash has: 32 for HS256. */
      readonly secret: string | Uint8Array
      readonly jwks?: never
      readonly publicKey?: never
    }

export type JwtOptions = JwtKeys & {
  /** The `iss` of a token, one of these; false accepts any, and is right only where the key has a single issuer. */
  readonly issuer: string | readonly string[] | false
  /** The `aud`, at least one of these; false accepts tokens that were issued for other services as well. */
  readonly audience: string | readonly string[] | false
  /** Default RS256, PS256, ES256 and EdDSA, with a secret HS256. There is no `none`. */
  readonly algorithms?: readonly JwtAlgorithm[]
  /** The header's `typ`, such as `at+jwt`. Default: none, `JWT` or `at+jwt`, so that a logout token is no sign-in. */
  readonly typ?: string
  /** Whether a request without a token is answered 401. Default false: it goes on without an identity. */
  readonly required?: boolean
  /** Name of a cookie that has the token where there is no `Authorization: Bearer`. Default none. */
  readonly cookie?: string
  /** How far the issuer's clock may be off, in milliseconds. Default 30,000. */
  readonly clockSkewMs?: number
  /** Whether a token has to have an `exp`. Default true. */
  readonly mustExpire?: boolean
  /** A longer token is refused unread. Default 8192. */
  readonly maxTokenBytes?: number
  /** How long fetched keys are used, in milliseconds. Default 600,000; an hour more where the issuer cannot be reached. */
  readonly jwksCacheMs?: number
  /** A key that is not in the set fetches it anew, at most once in so many milliseconds. Default 30,000. */
  readonly jwksCooldownMs?: number
  /** Default 5000. */
  readonly jwksTimeoutMs?: number
}
