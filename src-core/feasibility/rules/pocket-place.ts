import { flattenPath, type Loop, loopAreaMm2 } from '../../geometry/flatten-path.ts'
import { LoopDistance } from '../../geometry/loop-distance.ts'
import { differenceOfLoops } from '../../geometry/polygon-kernel.ts'
import { type DrawnOperation, drawnOperations, pocketShape } from '../../rosette/drawn-operation.ts'
import { type KeepOut, keepOutsOf } from '../../rosette/drawn-paths.ts'
import type { Finding } from '../finding.ts'
import { mmText } from '../grading.ts'
import type { JobContext } from '../job-context.ts'
import type { Rule } from '../rule.ts'

/** Chords of a keep-out, mm. */
const CHORD_MM = 0.001
/** Overlaps below this are rounding, mm². */
const NO_AREA_MM2 = 1e-3

function areaMm2(loops: readonly Loop[]): number {
  return loops.reduce((sum, loop) => sum + Math.abs(loopAreaMm2(loop)), 0)
}

/** Room between a keep-out and a pocket, mm, as far as it matters; below 0 where they overlap. */
function roomMm(loops: readonly Loop[], { path, clearanceMm }: KeepOut): number {
  const keepOut = flattenPath(path, CHORD_MM)
  const outer = loops.slice(0, 1)
  const kept = areaMm2(differenceOfLoops([keepOut], outer))
  if (areaMm2([keepOut]) - kept > NO_AREA_MM2) return -1
  const seenMm = clearanceMm + 20
  const near = new LoopDistance(outer, seenMm)
  const back = new LoopDistance([keepOut], seenMm)
  const distances = [
    ...keepOut.map(({ xMm, yMm }) => Math.abs(near.at(xMm, yMm))),
    ...(outer[0] ?? []).map(({ xMm, yMm }) => Math.abs(back.at(xMm, yMm))),
  ]
  return Math.min(seenMm, ...distances)
}

function keepOutFinding(drawn: DrawnOperation, keepOut: KeepOut, index: number): Finding {
  const room = roomMm(pocketShape(drawn.walls).loops, keepOut)
  const isHit = room < keepOut.clearanceMm
  return {
    ruleId: 'toolpath.keep-out',
    grade: isHit ? 'RED' : 'GREEN',
    subject: `keep-out:${String(index + 1)}:${drawn.operation.id}`,
    sentence: `"${keepOut.name}" ${room < 0 ? 'is cut by' : `is ${mmText(room)} from`} the pocket "${drawn.name}"; ${mmText(keepOut.clearanceMm)} is to stay free.`,
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

/** What of the rosette a pocket reaches into, by what is cut round the middle. */
function cutInto({ plan, solution }: JobContext, { walls }: DrawnOperation): readonly string[] {
  const { fromMm, toMm } = pocketShape(walls)
  const rings = solution.rings
    .filter(({ channel }) => fromMm < channel.outerRadiusMm && toMm > channel.innerRadiusMm)
    .map(({ channel }) => `the ring "${channel.ringName}"`)
  return fromMm < plan.soundhole.radiusMm ? [...rings, 'the soundhole'] : rings
}

function placeFinding(job: JobContext, drawn: DrawnOperation): Finding {
  const into = cutInto(job, drawn)
  const isFree = into.length === 0
  return {
    ruleId: 'pocket.place',
    grade: isFree ? 'GREEN' : 'YELLOW',
    subject: `pocket:${drawn.operation.id}`,
    sentence: isFree
      ? `The pocket "${drawn.name}" lies clear of the rings and the soundhole.`
      : `The pocket "${drawn.name}" cuts into ${into.join(' and ')}.`,
    value: into.length,
    limit: 0,
    unit: '',
    margin: isFree ? 1 : 0.5,
    basis: {
      kind: 'geometry',
      formula: 'radii of the pocket against those of channels and soundhole',
      source: 'the plan',
    },
    fix: isFree ? '' : 'Move the drawing, or say when you approve that it is meant so.',
  }
}

/** A drawn pocket lies clear of the rosette, and no keep-out is nearer to it than its clearance. */
export const pocketPlace: Rule = (job) =>
  drawnOperations(job.plan).flatMap((drawn) => [
    placeFinding(job, drawn),
    ...keepOutsOf(job.plan).map((keepOut, index) => keepOutFinding(drawn, keepOut, index)),
  ])
