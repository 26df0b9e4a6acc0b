/** What a browser and a gateway send: 13 headers, every value invented. */
export const headers = {
  accept: 'application/json, text/plain, */*',
  'accept-encoding': 'gzip, deflate, br',
  'accept-language': 'de-CH,de;q=0.9,en;q=0.8',
  'cache-control': 'no-cache',
  'content-length': '0',
  host: 'm3k9q2x7wd.execute-api.eu-central-2.amazonaws.com',
  origin: 'https://shop.example.com',
  referer: 'https://shop.example.com/basket',
  'user-agent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
  'x-amzn-trace-id': 'Root=1-68f0c2a4-5d1b7e903c2f4a6880e1b9d3',
  'x-forwarded-for': '198.51.100.23',
  'x-forwarded-port': '443',
  'x-forwarded-proto': 'https',
}

/** The names as Go's net/http writes them, which stands in front of Function Compute and CFC. */
export const canonicalHeaders: { [name: string]: string } = Object.fromEntries(
  Object.entries(headers)
    .filter(([name]) => name !== 'host' && !name.startsWith('x-amzn'))
    .map(([name, value]) => [name.replace(/(^|-)[a-z]/g, (start) => start.toUpperCase()), value]),
)

export const userAgent = headers['user-agent']
export const clientIp = '198.51.100.23'
