import type { Identity } from '@sampan/core'
import { describe, expect, it } from 'vitest'
import { answer, see } from '../test/support.ts'
import { httpSamples } from './samples.ts'

const ARN = 'arn:aws:sts::123456789012:assumed-role/Admin/kim'

function rest(context: object): object {
  return { httpMethod: 'GET', path: '/', requestContext: context }
}

function api(authorizer: unknown): object {
  return { version: '2.0', rawPath: '/', requestContext: { http: { method: 'GET' }, authorizer } }
}

function lattice(identity: unknown): object {
  return { version: '2.0', path: '/', method: 'GET', requestContext: { serviceArn: 'arn:x', identity } }
}

const cognito = { sub: 'kim-1', email: 'kim@example.com' }
const iam = { userArn: ARN, accountId: '123456789012', accessKey: 'ASIAEXAMPLE' }
const principal = { principal: ARN, type: 'AWS_IAM', sourceVpcArn: 'arn:vpc' }

const cases: [name: string, native: object, expected: Identity | undefined][] = [
  ['REST: none', rest({ authorizer: null, identity: { userArn: null } }), undefined],
  ['REST: none, as some loggers write it', rest({ identity: { userArn: '', accountId: '' } }), undefined],
  ['REST: Cognito', rest({ authorizer: { claims: cognito } }), { type: 'jwt', id: 'kim-1', claims: cognito }],
  [
    'REST: Cognito with an access token',
    rest({ authorizer: { claims: { sub: 'kim-1', scope: 'a/read a/write' } } }),
    {
      type: 'jwt',
      id: 'kim-1',
      claims: { sub: 'kim-1', scope: 'a/read a/write' },
      scopes: ['a/read', 'a/write'],
    },
  ],
  [
    'REST: authorizer function',
    rest({ authorizer: { principalId: 'kim', tier: 'gold' } }),
    { type: 'custom', id: 'kim', claims: { principalId: 'kim', tier: 'gold' } },
  ],
  [
    'REST: authorizer function, numeric principal',
    rest({ authorizer: { principalId: 7 } }),
    { type: 'custom', id: '7', claims: { principalId: 7 } },
  ],
  ['REST: IAM', rest({ identity: iam }), { type: 'iam', id: ARN, claims: iam }],
  [
    'payload 1.0: JWT, with the scopes beside the claims',
    { version: '1.0', ...rest({ authorizer: { claims: cognito, scopes: ['read'] } }) },
    { type: 'jwt', id: 'kim-1', claims: cognito, scopes: ['read'] },
  ],
  [
    'payload 1.0: authorizer function with a simple answer, which names no principal',
    { version: '1.0', ...rest({ authorizer: { tier: 'gold' } }) },
    { type: 'custom', claims: { tier: 'gold' } },
  ],
  [
    'REST: an authorizer that said nothing does not hide IAM',
    rest({ authorizer: { claims: null, principalId: null }, identity: iam }),
    { type: 'iam', id: ARN, claims: iam },
  ],
  [
    'payload 1.0: none',
    { version: '1.0', ...rest({ authorizer: { claims: null, scopes: null } }) },
    undefined,
  ],
  [
    'HTTP API: JWT',
    api({ jwt: { claims: cognito, scopes: ['read', 'write'] } }),
    { type: 'jwt', id: 'kim-1', claims: cognito, scopes: ['read', 'write'] },
  ],
  [
    'HTTP API: JWT, scopes in the claims only',
    api({ jwt: { claims: { sub: 'kim-1', scope: 'read write' }, scopes: null } }),
    { type: 'jwt', id: 'kim-1', claims: { sub: 'kim-1', scope: 'read write' }, scopes: ['read', 'write'] },
  ],
  [
    'HTTP API: JWT, scopes in both places',
    api({ jwt: { claims: { sub: 'kim-1', scope: 'all of them' }, scopes: ['granted'] } }),
    { type: 'jwt', id: 'kim-1', claims: { sub: 'kim-1', scope: 'all of them' }, scopes: ['granted'] },
  ],
  [
    'REST: a guest of an identity pool',
    rest({ identity: { userArn: ARN, cognitoAuthenticationType: 'unauthenticated' } }),
    undefined,
  ],
  [
    'HTTP API: JWT whose scopes are a list',
    api({ jwt: { claims: { sub: 'kim-1', scp: '[read write]' }, scopes: null } }),
    {
      type: 'jwt',
      id: 'kim-1',
      claims: { sub: 'kim-1', scp: '[read write]' },
      scopes: ['read', 'write'],
    },
  ],
  [
    'HTTP API: JWT of an issuer that says scp',
    api({ jwt: { claims: { sub: 'kim-1', scp: 'read' }, scopes: null } }),
    { type: 'jwt', id: 'kim-1', claims: { sub: 'kim-1', scp: 'read' }, scopes: ['read'] },
  ],
  [
    'HTTP API: authorizer function',
    api({ lambda: { tier: 'gold' } }),
    { type: 'custom', claims: { tier: 'gold' } },
  ],
  ['HTTP API: authorizer function that says nothing', api({ lambda: null }), undefined],
  ['HTTP API and Function URL: IAM', api({ iam }), { type: 'iam', id: ARN, claims: iam }],
  [
    'HTTP API: none, as some loggers write it',
    api({ jwt: { claims: null }, iam: { userArn: '' } }),
    undefined,
  ],
  ['HTTP API: none', api(undefined), undefined],
  ['Lattice: IAM', lattice(principal), { type: 'iam', id: ARN, claims: principal }],
  ['Lattice: no auth policy', lattice({ sourceVpcArn: 'arn:vpc', type: 'NONE' }), undefined],
  ['Lattice: nothing', lattice(undefined), undefined],
]

describe('event.identity', () => {
  it.each(cases)('%s', async (_, native, expected) => {
    expect(await see(native, (event) => event.identity)).toEqual(expected)
  })

  const hostile = { toString: 1, valueOf: 1 }
  it.each([
    ['REST principal', rest({ authorizer: { principalId: hostile } })],
    ['REST claims', rest({ authorizer: { claims: { sub: hostile, scope: [hostile, null] } } })],
    ['REST ARN', rest({ identity: { userArn: hostile } })],
    ['HTTP API scopes', api({ jwt: { claims: { sub: 1 }, scopes: [hostile] } })],
    ['HTTP API ARN', api({ iam: { userArn: hostile } })],
    ['a text for an authorizer', api('kim')],
    ['Lattice principal', lattice({ principal: hostile })],
  ])('never throws, and never has an id that is no text: %s', async (_, native) => {
    const identity = await see(native, (event) => event.identity)
    expect(['string', 'undefined']).toContain(typeof identity?.id)
    for (const scope of identity?.scopes ?? []) expect(typeof scope).toBe('string')
  })
})

const request = { type: 'REQUEST', headers: {}, requestContext: { http: { method: 'GET' } } }

describe('requests are known where a tool writes null for what is not there', () => {
  const request = { clientIp: '198.51.100.7', method: 'GET', uri: '/', querystring: '', headers: {} }
  it.each([
    ['REST: type', { ...rest({}), type: null }],
    ['REST: the fields of a load balancer and of a WebSocket', rest({ elb: null, connectionId: null })],
    ['HTTP API: type', { ...api(undefined), type: null }],
    ['Lambda@Edge: response', { Records: [{ cf: { request, response: null } }] }],
  ])('%s', async (_, native) => {
    expect(await see(native, (it) => it.path)).toBe('/')
  })
})

describe('what a client writes is never an identity', () => {
  const forged = { authorizer: { claims: { sub: 'root' }, principalId: 'root' }, identity: { userArn: ARN } }
  const headers: [string, string][] = [
    ['authorization', `Bearer ${part({ alg: 'none' })}.${part({ sub: 'root' })}.`],
    ['x-amzn-oidc-identity', 'root'],
    ['x-amzn-oidc-data', `${part({ alg: 'ES256' })}.${part({ sub: 'root' })}.AAAA`],
    ['x-amzn-mtls-clientcert-subject', 'CN=root'],
    ['x-apigateway-event', JSON.stringify({ requestContext: forged })],
    ['x-apigateway-context', JSON.stringify(forged)],
    ['x-amzn-request-context', JSON.stringify(forged)],
    ['requestContext', JSON.stringify(forged)],
    ['x-api-key', 'k'],
    ['cookie', `requestContext=${encodeURIComponent(JSON.stringify(forged))}; sub=root`],
  ]
  it.each(httpSamples.map((sample) => [sample.name, sample] as const))('%s', async (_, sample) => {
    const native = sample.request({
      method: 'POST',
      path: '/requestContext/authorizer',
      search: 'requestContext[authorizer][claims][sub]=root&authorizer=root&principalId=root',
      headers: [...headers, ['content-type', 'application/json']],
      body: Buffer.from(JSON.stringify({ requestContext: forged, ...forged })),
    })
    expect(
      await see(native, ({ identity, headers }) => [identity, headers.get('authorization') !== null]),
    ).toEqual([undefined, true])
  })
})

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

describe('events that only look like requests are refused', () => {
  it.each([
    ['a token authorizer', { type: 'TOKEN', authorizationToken: 'x', methodArn: 'arn:x' }],
    ['a REST request authorizer', { ...request, methodArn: 'arn:x', httpMethod: 'GET', path: '/' }],
    ['an HTTP API authorizer, 2.0', { ...request, version: '2.0', routeArn: 'arn:x', rawPath: '/' }],
    ['an HTTP API authorizer, 1.0', { ...request, version: '1.0', httpMethod: 'GET', path: '/' }],
    [
      'a WebSocket message',
      { requestContext: { connectionId: 'c=', eventType: 'MESSAGE', routeKey: 'x' }, body: '' },
    ],
    [
      'a WebSocket $connect that has method and path',
      { httpMethod: 'GET', path: '/', requestContext: { connectionId: 'c=', eventType: 'CONNECT' } },
    ],
    ['a queue batch', { Records: [{ eventSource: 'aws:sqs', messageId: 'm', body: '{}' }] }],
    ['a schedule', { version: '0', source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} }],
    ['a text', 'tick'],
    ['null', null],
    ['a number', 7],
    ['a list', []],
  ])('%s', async (_, native) => {
    const refused = answer(native, () => 'everybody may come in')
    await expect(refused).rejects.toMatchObject({ code: 'SAMPAN_UNKNOWN_EVENT' })
    await expect(refused).rejects.toThrow(/expected one of aws\.http-api, aws\.rest-api, aws\.alb/)
  })

  it('without a word of the event in the message', async () => {
    const refused = answer({ type: 'TOKEN', authorizationToken: 'Bearer s3cret' }, () => 'x')
    await expect(refused).rejects.not.toThrow(/s3cret/)
  })
})
