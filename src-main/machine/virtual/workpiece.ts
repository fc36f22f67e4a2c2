import { failure, success, type Result } from '#core/outcome/result.ts'
import type { Triple } from './axes.ts'

/**
 * What a probe can touch on the virtual machine, in machine coordinates, mm. The probe is a point:
 * a real one's radius and length are taken off by whoever sets this up.
 */
export type VirtualWorkpiece =
  /** Everything at or below a height: a touch plate, a spoilboard. */
  | { readonly kind: 'plate'; readonly topZMm: number }
  /** A tool sensor: a button fixed to the table. */
  | {
      readonly kind: 'sensor'
      readonly xMm: number
      readonly yMm: number
      readonly radiusMm: number
      readonly topZMm: number
    }
  /** A block standing on the table, `low` to `high` in each axis. */
  | { readonly kind: 'block'; readonly lowMm: Triple; readonly highMm: Triple }
  /** A plate with a round hole through it, such as a soundhole. */
  | {
      readonly kind: 'bore'
      readonly centreXMm: number
      readonly centreYMm: number
      readonly radiusMm: number
      readonly topZMm: number
    }

/** Whether a probe tip at a place touches the workpiece. */
export function touchesWorkpiece(piece: VirtualWorkpiece, at: Triple): boolean {
  switch (piece.kind) {
    case 'plate':
      return at[2] <= piece.topZMm
    case 'sensor':
      return (
        at[2] <= piece.topZMm && Math.hypot(at[0] - piece.xMm, at[1] - piece.yMm) <= piece.radiusMm
      )
    case 'block':
      return at.every(
        (value, axis) => value >= (piece.lowMm[axis] ?? 0) && value <= (piece.highMm[axis] ?? 0),
      )
    case 'bore': {
      const fromCentreMm = Math.hypot(at[0] - piece.centreXMm, at[1] - piece.centreYMm)
      return at[2] <= piece.topZMm && fromCentreMm >= piece.radiusMm
    }
  }
}

const WORKPIECE_GRAMMAR =
  'write plate:Z, block:X:Y:Z:X:Y:Z (low corner, high corner), bore:X:Y:RADIUS:Z or sensor:X:Y:RADIUS:Z, in machine millimetres'

type Reader = (numbers: readonly number[]) => VirtualWorkpiece | null

const READERS: Readonly<Record<string, { readonly count: number; readonly read: Reader }>> = {
  plate: { count: 1, read: ([topZMm = 0]) => ({ kind: 'plate', topZMm }) },
  block: {
    count: 6,
    read: ([x0 = 0, y0 = 0, z0 = 0, x1 = 0, y1 = 0, z1 = 0]) => ({
      kind: 'block',
      lowMm: [x0, y0, z0],
      highMm: [x1, y1, z1],
    }),
  },
  sensor: {
    count: 4,
    read: ([xMm = 0, yMm = 0, radiusMm = 0, topZMm = 0]) =>
      radiusMm > 0 ? { kind: 'sensor', xMm, yMm, radiusMm, topZMm } : null,
  },
  bore: {
    count: 4,
    read: ([centreXMm = 0, centreYMm = 0, radiusMm = 0, topZMm = 0]) =>
      radiusMm > 0 ? { kind: 'bore', centreXMm, centreYMm, radiusMm, topZMm } : null,
  },
}

/** Reads `plate:-20`, `block:-60:-60:-30:-20:-20:-10` or `bore:-50:-50:42:-20`; the failure is one sentence. */
export function parseWorkpiece(text: string): Result<VirtualWorkpiece, string> {
  const [kind = '', ...parts] = text.split(':')
  const numbers = parts.map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  const reader = READERS[kind]
  const readable = reader?.count === numbers.length && numbers.every(Number.isFinite)
  const piece = readable ? reader.read(numbers) : null
  return piece === null ? failure(`probe "${text}": ${WORKPIECE_GRAMMAR}.`) : success(piece)
}
