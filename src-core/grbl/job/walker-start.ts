import { WORK_SYSTEMS } from '../manual/axes.ts'
import type { ModalWords } from '../manual/manual-snapshot.ts'
import type { Session } from '../session/session-types.ts'
import type { WalkerStart } from './program-walker.ts'
import type { WalkerModes } from './walker-modes.ts'

const PLANES = { G17: 'XY', G18: 'ZX', G19: 'YZ' } as const
/** Motion modes that a program may begin in without naming one. */
const MOTIONS: readonly (readonly [string, WalkerModes['motion']])[] = [
  ['G0', 0],
  ['G1', 1],
  ['G2', 2],
  ['G3', 3],
  ['G80', 80],
]

function modesOf(modal: ModalWords): Partial<WalkerModes> {
  const motion = MOTIONS.find(([word]) => word === modal.motion)?.[1]
  return {
    ...(motion === undefined ? {} : { motion }),
    plane: PLANES[modal.plane],
    units: modal.units === 'G20' ? 'inch' : 'mm',
    distance: modal.distance === 'G91' ? 'incremental' : 'absolute',
    feedMode: modal.feedMode === 'G93' ? 'inverse-time' : 'per-minute',
    coordinateSystem: WORK_SYSTEMS.indexOf(modal.system),
  }
}

/**
 * How the machine stands before a job: its place and its modes, which a program inherits where it says
 * nothing. Null when either is not surely known: then only axes that the program has named are held to it.
 */
export function walkerStart({ controller, manual }: Session): WalkerStart | null {
  const { workPosition } = controller
  if (workPosition === null || manual.modal === null || manual.stale) return null
  return { position: workPosition, modes: modesOf(manual.modal) }
}
