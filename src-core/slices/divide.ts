import { failure, type Result, success } from '../outcome/result.ts'
import type { SliceParams } from './slice-params.schema.ts'
import type { SliceRefusal } from './slicing.ts'

/** Three pieces close a ring; an open path may be one. */
const FEWEST_PIECES = { closed: 3, open: 1 } as const
const MOST_PIECES = 10_000
/** Rounding below which nothing is left over. */
const NOTHING_MM = 1e-9

/** Pieces of the asked length and what is left over, which is added to the last when too short to hold. */
function exactPieces(lengthMm: number, pieceMm: number, leastMm: number): readonly number[] {
  const whole = Math.floor(lengthMm / pieceMm + NOTHING_MM)
  if (whole === 0) return [lengthMm]
  const restMm = lengthMm - whole * pieceMm
  const pieces = Array.from({ length: whole }, () => pieceMm)
  if (restMm <= NOTHING_MM) return pieces
  if (restMm < leastMm) return [...pieces.slice(0, -1), pieceMm + restMm]
  return [...pieces, restMm]
}

function piecesOf({ pieces, minimumPieceMm }: SliceParams, lengthMm: number): readonly number[] {
  if ('lengthMm' in pieces && pieces.fit === 'exact') {
    return exactPieces(lengthMm, pieces.lengthMm, minimumPieceMm)
  }
  const count =
    'count' in pieces ? pieces.count : Math.max(1, Math.round(lengthMm / pieces.lengthMm))
  return Array.from({ length: count }, () => lengthMm / count)
}

function countRefusal(count: number, closed: boolean): string | null {
  const fewest = closed ? FEWEST_PIECES.closed : FEWEST_PIECES.open
  if (count >= fewest && count <= MOST_PIECES) return null
  return `gives ${String(count)} pieces; the limits are ${String(fewest)} and ${String(MOST_PIECES)}`
}

function pieceRefusal(
  { minimumPieceMm, herringbone }: SliceParams,
  pieces: readonly number[],
  closed: boolean,
): string | null {
  const leastMm = Math.min(...pieces)
  if (leastMm < minimumPieceMm) {
    return `gives pieces of ${leastMm.toFixed(3)} mm, below the limit minimumPieceMm ${String(minimumPieceMm)}`
  }
  if (closed && herringbone && pieces.length % 2 === 1) {
    return `gives ${String(pieces.length)} pieces; herringbone closes on an even count`
  }
  return null
}

/**
 * The lengths of the pieces along a path, mm; they add up to its length. Refuses too few or too many,
 * pieces below the minimum, and an odd count of herringbone pieces round a closed path.
 */
export function divide(
  params: SliceParams,
  lengthMm: number,
  closed: boolean,
): Result<readonly number[], SliceRefusal> {
  const { pieces: asked } = params
  const place = 'count' in asked ? 'pieces.count' : 'pieces.lengthMm'
  const roughly = 'count' in asked ? asked.count : Math.round(lengthMm / asked.lengthMm)
  // Counted before they are made: a millimetre of a mile is a million.
  const tooMany = roughly > MOST_PIECES ? countRefusal(roughly, closed) : null
  if (tooMany !== null) return failure({ place, message: tooMany })
  const pieces = piecesOf(params, lengthMm)
  const message = countRefusal(pieces.length, closed) ?? pieceRefusal(params, pieces, closed)
  return message === null ? success(pieces) : failure({ place, message })
}

/** Where each piece begins, mm from the start of the path. */
export function startsOf(piecesMm: readonly number[], startMm: number): readonly number[] {
  const starts: number[] = []
  let alongMm = startMm
  for (const pieceMm of piecesMm) {
    starts.push(alongMm)
    alongMm += pieceMm
  }
  return starts
}
