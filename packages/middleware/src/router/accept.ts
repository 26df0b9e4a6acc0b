import { type MediaType, parseMedia, splitList } from './media.ts'

/** One of what the caller takes: a media type, `text/*` or any type, and how much it is wanted. */
interface MediaRange extends MediaType {
  readonly q: number
}

/** How well a type suits the caller: q from 0 (refused) to 1, and how exactly it was named. */
export interface Quality {
  readonly q: number
  readonly exactness: number
}

const INDIFFERENT: Quality = { q: 1, exactness: 0 }
const REFUSED: Quality = { q: 0, exactness: 0 }

/**
 * What an Accept header says. What is malformed in it is passed over, and where nothing is left of it the caller takes
 * anything: undefined, as without the header (RFC 9110, section 12.5.1, lets a server disregard the field).
 */
export function parseAccept(header: string | null): readonly MediaRange[] | undefined {
  if (!header) return undefined
  const ranges = splitList(header, ',').flatMap((text) => rangeOf(text) ?? [])
  return ranges.length === 0 ? undefined : ranges
}

function rangeOf(text: string): MediaRange | undefined {
  const media = parseMedia(text)
  // A star is for the whole of a subtype, and for the type only with it.
  if (media === undefined || !/^(?:\*\/\*|[^*/]+\/(?:\*|[^*]+))$/.test(media.type)) return undefined
  const at = media.params.findIndex((param) => param.startsWith('q='))
  if (at === -1) return { ...media, q: 1 }
  const q = media.params[at]!.slice(2)
  if (!/^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(q)) return undefined
  // What follows q is not the type's.
  return { ...media, params: media.params.slice(0, at), q: Number(q) }
}

/** The most exact of the ranges that hold the type decides, whatever the others say. */
export function qualityOf(offer: MediaType, ranges: readonly MediaRange[] | undefined): Quality {
  if (ranges === undefined) return INDIFFERENT
  let best: Quality | undefined
  for (const range of ranges) {
    const exactness = exactnessOf(range, offer)
    if (exactness === undefined) continue
    if (
      best === undefined ||
      exactness > best.exactness ||
      (exactness === best.exactness && range.q > best.q)
    )
      best = { q: range.q, exactness }
  }
  return best ?? REFUSED
}

/** 0 for any type, 1 for `text/*`, 2 for the type itself, and one more for each parameter; undefined for another type. */
function exactnessOf({ type, params, q }: MediaRange, offer: MediaType): number | undefined {
  const asked = params.filter((param) => !offer.params.includes(param))
  const isWild = type.endsWith('/*')
  // Many clients ask for `application/json; charset=utf-8`, which a type that names no charset is; but who refuses that
  // does not refuse JSON.
  const named = offer.params.some((param) => param.startsWith('charset='))
  if (
    asked.some((param) => !param.startsWith('charset=')) ||
    (asked.length > 0 && !isWild && (named || q === 0))
  ) {
    return undefined
  }
  if (type === '*/*') return 0
  if (isWild) return offer.type.startsWith(type.slice(0, -1)) ? 1 : undefined
  return type === offer.type ? 2 + params.length - asked.length : undefined
}
