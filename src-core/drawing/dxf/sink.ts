import { radFromDeg, TURN_RAD } from '../../units/angle.ts'
import { ownCoordinates, vec } from '../place/space.ts'
import type { ContentStore } from './content-store.ts'
import type { NameTable } from './name-table.ts'
import type { RawEntity } from './raw-entity.ts'
import type { SplineNumbers } from './spline-numbers.ts'

/** Where what an entity says is put. */
export interface Sink {
  readonly store: ContentStore
  readonly blockNames: NameTable
  readonly spline: SplineNumbers
}

/** Why an entity says nothing that can be cut, or null when it does. */
export type Ignored = string | null

/** The frame that an entity's extrusion sets; 0 where it looks up, as it mostly does. */
export function frameOf(raw: RawEntity, store: ContentStore): number {
  if (!raw.has(210) && !raw.has(220) && !raw.has(230)) return 0
  const extrusion = vec(raw.real(210, 0), raw.real(220, 0), raw.real(230, 1))
  if (extrusion.x === 0 && extrusion.y === 0 && extrusion.z > 0) return 0
  const own = ownCoordinates(extrusion)
  if (own === null) raw.fail('has an extrusion of no length')
  return own === null ? 0 : store.frameOf(own)
}

/** An angle of more turns is junk, and has no digits left for where it points. */
const MOST_DEG = 1e6

/** An angle of a file in radians; one that is beyond reason is a fault and reads as 0. */
export function radOf(raw: RawEntity, angleDeg: number): number {
  if (Math.abs(angleDeg) <= MOST_DEG) return radFromDeg(angleDeg)
  raw.fail(`has an angle of ${String(angleDeg)} degrees`)
  return 0
}

/** Sweep from one angle to another counterclockwise, (0, 2π]; the angles of a file may be any. */
export function sweepOf(startRad: number, endRad: number): number {
  const turns = (endRad - startRad) / TURN_RAD
  const sweep = (turns - Math.floor(turns)) * TURN_RAD
  return sweep <= 1e-12 ? TURN_RAD : sweep
}
