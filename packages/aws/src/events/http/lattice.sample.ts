import {
  decodedQuery,
  type HttpSample,
  joinedMap,
  lastMap,
  lowerCase,
  multiMap,
  readReply,
  sampleBody,
  type SampleRequest,
} from '@sampan/core/samples'
import { ACCOUNT, EPOCH, gatewayHeaders, hostOf, REGION } from './gateway.sample.ts'
import { LAMBDA_LIMIT } from './limit.ts'

/** VPC Lattice, event structure version 1: one value a name. */
export const latticeV1: HttpSample = {
  name: 'aws.lattice-v1',
  request(request) {
    const { body, isBase64Encoded } = sampleBody(request)
    return {
      raw_path: request.path,
      method: request.method,
      headers: joinedMap(headersOf(request)),
      query_string_parameters: lastMap(decodedQuery(request)),
      body: body ?? '',
      is_base64_encoded: isBase64Encoded,
    }
  },
  reply: (envelope) => readReply('aws.lattice-v1', envelope, LAMBDA_LIMIT),
}

/** VPC Lattice, event structure version 2: lists. */
export const latticeV2: HttpSample = {
  name: 'aws.lattice-v2',
  request(request) {
    const { body, isBase64Encoded } = sampleBody(request)
    const arn = `arn:aws:vpc-lattice:${REGION}:${ACCOUNT}`
    return {
      version: '2.0',
      path: request.path,
      method: request.method,
      headers: multiMap(headersOf(request)),
      queryStringParameters: multiMap(decodedQuery(request)),
      body: body ?? '',
      isBase64Encoded,
      requestContext: {
        serviceNetworkArn: `${arn}:servicenetwork/sn-0a1b2c3d4e5f60001`,
        serviceArn: `${arn}:service/svc-0a1b2c3d4e5f60002`,
        targetGroupArn: `${arn}:targetgroup/tg-0a1b2c3d4e5f60003`,
        identity: { sourceVpcArn: `arn:aws:ec2:${REGION}:${ACCOUNT}:vpc/vpc-0a1b2c3d4e5f60004` },
        region: REGION,
        timeEpoch: `${EPOCH}000`,
      },
    }
  },
  reply: (envelope) => readReply('aws.lattice-v2', envelope, LAMBDA_LIMIT),
}

function headersOf(request: SampleRequest): [string, string][] {
  const host = hostOf(request, `shop-0a1b2c3d4e.7d67968.vpc-lattice-svcs.${REGION}.on.aws`)
  return lowerCase(gatewayHeaders(request, host))
}
