import { type RouteOptions, type Router, router } from '@sampan/middleware/router'

/** One constraint each, by the letter that stands for it in the paths below. */
const constraints = {
  c: { consumes: 'text/csv' },
  p: { produces: 'text/html' },
  i: { identity: { roles: ['admin'] } },
  v: { version: '2' },
} satisfies { [letter: string]: RouteOptions }

type Letter = keyof typeof constraints

/** `/both/cp` has a route with both constraints, `/each/cp` a route for each, `/open/cp` these and one that takes all. */
export function pairs(): Router {
  const api = router()
  for (const [one, other] of ['cp', 'ci', 'cv', 'pi', 'pv', 'iv'].map((pair) => pair.split('') as Letter[])) {
    const [a, b] = [constraints[one!], constraints[other!]]
    api
      .post(`/both/${one}${other}`, { ...a, ...b }, () => `${one}${other}`)
      .post(`/each/${one}${other}`, b, () => `${other}`)
      .post(`/each/${one}${other}`, a, () => `${one}`)
      .post(`/open/${one}${other}`, () => 'open')
      .post(`/open/${one}${other}`, a, () => `${one}`)
      .post(`/open/${one}${other}`, b, () => `${other}`)
  }
  return api
}

/**
 * `+` before a letter: the request has what the constraint asks; `-`: it has something else. What answers is a route or
 * a status: the one of the furthest question that any route got to.
 */
export const pairRows: readonly (readonly [path: string, request: string, answer: string])[] = `
  /both/cp +c+p cp  | /both/cp +c-p 406 | /both/cp -c+p 415 | /both/cp -c-p 415
  /both/ci +c+i ci  | /both/ci +c-i 403 | /both/ci -c+i 415 | /both/ci -c-i 415
  /both/cv +c+v cv  | /both/cv +c-v 406 | /both/cv -c+v 415 | /both/cv -c-v 415
  /both/pi +p+i pi  | /both/pi +p-i 403 | /both/pi -p+i 406 | /both/pi -p-i 406
  /both/pv +p+v pv  | /both/pv +p-v 406 | /both/pv -p+v 406 | /both/pv -p-v 406
  /both/iv +i+v iv  | /both/iv +i-v 406 | /both/iv -i+v 403 | /both/iv -i-v 403
  /each/cp +c+p p   | /each/cp +c-p c   | /each/cp -c+p p   | /each/cp -c-p 406
  /each/ci +c+i c   | /each/ci +c-i c   | /each/ci -c+i i   | /each/ci -c-i 403
  /each/cv +c+v c   | /each/cv +c-v c   | /each/cv -c+v v   | /each/cv -c-v 406
  /each/pi +p+i p   | /each/pi +p-i p   | /each/pi -p+i i   | /each/pi -p-i 403
  /each/pv +p+v p   | /each/pv +p-v p   | /each/pv -p+v v   | /each/pv -p-v 406
  /each/iv +i+v i   | /each/iv +i-v i   | /each/iv -i+v v   | /each/iv -i-v 406
  /open/cp +c+p p   | /open/cp +c-p c   | /open/cp -c+p p   | /open/cp -c-p open
  /open/ci +c+i c   | /open/ci +c-i c   | /open/ci -c+i i   | /open/ci -c-i open
  /open/cv +c+v c   | /open/cv +c-v c   | /open/cv -c+v v   | /open/cv -c-v open
  /open/pi +p+i p   | /open/pi +p-i p   | /open/pi -p+i i   | /open/pi -p-i open
  /open/pv +p+v p   | /open/pv +p-v p   | /open/pv -p+v v   | /open/pv -p-v open
  /open/iv +i+v i   | /open/iv +i-v i   | /open/iv -i+v v   | /open/iv -i-v open
`
  .trim()
  .split(/\s*[|\n]\s*/)
  .map((row) => row.split(/\s+/) as [string, string, string])
