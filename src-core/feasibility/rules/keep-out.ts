import { isInside } from '../../drawing/loops.ts'
import { flattenPath } from '../../geometry/flatten-path.ts'
import { distanceToSegmentMm } from '../../geometry/outline.ts'
import { distanceMm } from '../../geometry/point.ts'
import { type KeepOut, keepOutsOf } from '../../rosette/drawn-paths.ts'
import type { Finding } from '../finding.ts'
import { mmText } from '../grading.ts'
import type { JobContext } from '../job-context.ts'
import type { Rule } from '../rule.ts'

const CENTRE = { xMm: 0, yMm: 0 }
/** Arcs of a keep-out are seen as chords this close to them, mm. */
const CHORD_MM = 0.001

/** From where to where something lies, measured from the middle of the soundhole, mm. */
interface Reach {
  readonly fromMm: number
  readonly toMm: number
}

/** A keep-out covers every radius from its nearest to its farthest point, for it is in one piece. */
function reachOf({ path }: KeepOut): Reach {
  const loop = flattenPath(path, CHORD_MM)
  const fromMm = isInside(CENTRE, path)
    ? 0
    : Math.min(...path.map((segment) => distanceToSegmentMm(CENTRE, segment)))
  const toMm = loop.reduce((most, point) => Math.max(most, distanceMm(CENTRE, point)), 0)
  return { fromMm, toMm }
}

/** What the edge of the tool sweeps, all the way round: channels, then the soundhole's edge. */
function cutsOf(job: JobContext): readonly (Reach & { readonly name: string })[] {
  const { radiusMm } = job.plan.soundhole
  const channels = job.solution.rings.map(({ channel }) => ({
    name: `the channel of "${channel.ringName}"`,
    fromMm: channel.innerRadiusMm,
    toMm: channel.outerRadiusMm,
  }))
  const toolMm = job.tool?.diameterMm ?? 0
  return [...channels, { name: 'the soundhole', fromMm: radiusMm - toolMm, toMm: radiusMm }]
}

/** Room between two ranges of radii, mm; below 0 where they overlap. */
function roomMm(a: Reach, b: Reach): number {
  return Math.max(a.fromMm - b.toMm, b.fromMm - a.toMm)
}

/** Room a bit leaves above what it passes over, mm. */
const LEAST_ROOM_ABOVE_MM = 1

/** A clamp between the cuts: the tool passes over it at safe height, which must be above it by a millimetre. */
function passedOver(job: JobContext, keepOut: KeepOut, index: number, place: string): Finding {
  const { safeHeightMm } = job.plan.cutting
  const { name, heightMm } = keepOut
  const roomAboveMm = heightMm === null ? null : safeHeightMm - heightMm
  const isClear = roomAboveMm !== null && roomAboveMm >= LEAST_ROOM_ABOVE_MM
  const stands = heightMm === null ? 'nobody has measured how high' : `${mmText(heightMm)} high`
  const remedy =
    heightMm === null
      ? 'Measure how high it stands and take the outline into the plan again with its height, or move it outside.'
      : `Set the safe height to ${mmText(heightMm + LEAST_ROOM_ABOVE_MM)} or more, or move the clamp outside.`
  return {
    ruleId: 'toolpath.keep-out',
    grade: isClear ? 'GREEN' : 'RED',
    subject: `keep-out:${String(index + 1)}`,
    sentence: `"${name}", ${stands}, ${place} and lies between the cuts, where the tool passes at a safe height of ${mmText(safeHeightMm)}.`,
    value: heightMm,
    limit: safeHeightMm - LEAST_ROOM_ABOVE_MM,
    unit: 'mm',
    margin: isClear ? 1 : 0,
    basis: {
      kind: 'geometry',
      formula: 'height + 1 mm ≤ safe height; not measured counts as high as can be',
      source: 'keep-outs of the plan',
    },
    fix: isClear ? '' : remedy,
  }
}

function judge(job: JobContext, keepOut: KeepOut, index: number): Finding {
  const reach = reachOf(keepOut)
  const cuts = cutsOf(job).map((cut) => ({ ...cut, room: roomMm(reach, cut) }))
  const nearest = cuts.reduce((least, cut) => (cut.room < least.room ? cut : least))
  const outermostMm = Math.max(...cuts.map(({ toMm }) => toMm))
  const isHit = nearest.room < keepOut.clearanceMm
  const isUnderWay = reach.fromMm < outermostMm + keepOut.clearanceMm
  const room = nearest.room < 0 ? 'is cut by' : `is ${mmText(nearest.room)} from`
  if (!isHit && isUnderWay) return passedOver(job, keepOut, index, `${room} ${nearest.name}`)
  return {
    ruleId: 'toolpath.keep-out',
    grade: isHit ? 'RED' : 'GREEN',
    subject: `keep-out:${String(index + 1)}`,
    sentence: `"${keepOut.name}" ${room} ${nearest.name}; ${mmText(keepOut.clearanceMm)} is to stay free.`,
    value: nearest.room,
    limit: keepOut.clearanceMm,
    unit: 'mm',
    margin: isHit ? 0 : 1,
    basis: {
      kind: 'geometry',
      formula: 'the tool goes all the way round at every radius it cuts',
      source: 'keep-outs of the plan',
    },
    fix: isHit ? 'Move the clamp, and its outline in the plan.' : '',
  }
}

/** No cut comes nearer to a keep-out than its clearance, and what lies between the cuts is passed over. */
export const keepOut: Rule = (job) =>
  keepOutsOf(job.plan).map((outline, index) => judge(job, outline, index))
