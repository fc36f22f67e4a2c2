import { flattenPath, linePoints, type Loop, loopAreaMm2 } from '../../geometry/flatten-path.ts'
import { LoopDistance } from '../../geometry/loop-distance.ts'
import { differenceOfLoops, strokedLines } from '../../geometry/polygon-kernel.ts'
import { type DrawnOperation, isClosedPath } from '../../rosette/drawn-operation.ts'
import { type KeepOut, keepOutsOf } from '../../rosette/drawn-paths.ts'
import { OPERATION_KINDS, operationKey } from '../../rosette/operation-kinds.ts'
import { type DrawnReach, reachesInTop } from '../drawn-reach.ts'
import type { Finding } from '../finding.ts'
import { mmText } from '../grading.ts'
import type { JobContext } from '../job-context.ts'
import { operationName } from '../operation.ts'
import type { Rule } from '../rule.ts'

/** Chords of a keep-out, mm. */
const CHORD_MM = 0.001
/** An open path is seen as this wide, mm. */
const NO_WIDTH_MM = 0.005
/** Overlaps below this are rounding, mm². */
const NO_AREA_MM2 = 1e-3

function areaMm2(loops: readonly Loop[]): number {
  return loops.reduce((sum, loop) => sum + Math.abs(loopAreaMm2(loop)), 0)
}

/** Room between a keep-out and a loop, mm, as far as it matters; below 0 where they overlap. */
function roomMm(outer: Loop, { path, clearanceMm }: KeepOut): number {
  const keepOut = flattenPath(path, CHORD_MM)
  const kept = areaMm2(differenceOfLoops([keepOut], [outer]))
  if (areaMm2([keepOut]) - kept > NO_AREA_MM2) return -1
  const seenMm = clearanceMm + 20
  const near = new LoopDistance([outer], seenMm)
  const back = new LoopDistance([keepOut], seenMm)
  const distances = [
    ...keepOut.map(({ xMm, yMm }) => Math.abs(near.at(xMm, yMm))),
    ...outer.map(({ xMm, yMm }) => Math.abs(back.at(xMm, yMm))),
  ]
  return Math.min(seenMm, ...distances)
}

/** The outlines of an operation: of an area the outer one only. */
function outlinesOf({ operation, walls }: DrawnOperation): readonly Loop[] {
  const isArea = OPERATION_KINDS[operation.kind].stage === 'inlay-pockets'
  const paths = isArea ? walls.slice(0, 1) : walls
  return paths.flatMap((path) =>
    isClosedPath(path)
      ? [flattenPath(path, CHORD_MM)]
      : strokedLines([linePoints(path, CHORD_MM)], NO_WIDTH_MM),
  )
}

function nounOf({ operation, name }: DrawnOperation): string {
  return `the ${OPERATION_KINDS[operation.kind].noun} "${name}"`
}

function keepOutFinding({ drawn, beyondMm }: DrawnReach, keepOut: KeepOut, index: number): Finding {
  const rooms = outlinesOf(drawn).map((outline) => roomMm(outline, keepOut))
  const room = Math.min(...rooms) - beyondMm
  const isHit = room < keepOut.clearanceMm
  return {
    ruleId: 'toolpath.keep-out',
    grade: isHit ? 'RED' : 'GREEN',
    subject: `keep-out:${String(index + 1)}:${drawn.operation.id}`,
    sentence: `"${keepOut.name}" ${room < 0 ? 'is cut by' : `is ${mmText(room)} from`} ${nounOf(drawn)}; ${mmText(keepOut.clearanceMm)} is to stay free.`,
    value: room,
    limit: keepOut.clearanceMm,
    unit: 'mm',
    margin: isHit ? 0 : 1,
    basis: {
      kind: 'geometry',
      formula: 'least distance between the outlines ≥ clearance',
      source: 'keep-outs of the plan',
    },
    fix: isHit ? 'Move the clamp, and its outline in the plan.' : '',
  }
}

/** What of the rosette an operation reaches into, by what is cut round the middle. */
function cutInto({ plan, solution }: JobContext, { fromMm, toMm }: DrawnReach): readonly string[] {
  const rings = solution.rings
    .filter(({ channel }) => fromMm < channel.outerRadiusMm && toMm > channel.innerRadiusMm)
    .map(({ channel }) => `the ring "${channel.ringName}"`)
  return fromMm < plan.soundhole.radiusMm ? [...rings, 'the soundhole'] : rings
}

function placeFinding(job: JobContext, reach: DrawnReach): Finding {
  const into = cutInto(job, reach)
  const isFree = into.length === 0
  const name = operationName(reach.drawn)
  return {
    ruleId: 'pocket.place',
    grade: isFree ? 'GREEN' : 'YELLOW',
    subject: operationKey(reach.drawn.operation),
    sentence: isFree
      ? `${name} lies clear of the rings and the soundhole.`
      : `${name} cuts into ${into.join(' and ')}.`,
    value: into.length,
    limit: 0,
    unit: '',
    margin: isFree ? 1 : 0.5,
    basis: {
      kind: 'geometry',
      formula: 'radii of the cut against those of channels and soundhole',
      source: 'the plan',
    },
    fix: isFree ? '' : 'Move the drawing, or say when you approve that it is meant so.',
  }
}

/** A drawn cut lies clear of the rosette, and no keep-out is nearer to it than its clearance. */
export const pocketPlace: Rule = (job) =>
  reachesInTop(job).flatMap((reach) => [
    placeFinding(job, reach),
    ...keepOutsOf(job.plan).map((keepOut, index) => keepOutFinding(reach, keepOut, index)),
  ])
