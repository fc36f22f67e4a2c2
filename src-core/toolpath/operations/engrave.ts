import { distanceMm } from '../../geometry/point.ts'
import { type Path, pathLengthMm } from '../../geometry/path.ts'
import { depthPasses } from '../../rosette/depth-passes.ts'
import { radFromDeg } from '../../units/angle.ts'
import { PathWriter } from '../contour/path-writer.ts'
import { type EngraveParams, engraveSchema } from './along-path.schema.ts'
import { nothingToCut, type Operation } from './operation.ts'
import { NO_PATH, tooShortSentence } from './sentences.ts'

/** Ends nearer together than this are one, mm. */
const CLOSED_MM = 1e-3

/** True when a path ends where it began. */
export function isClosed(path: Path): boolean {
  const [first] = path
  const last = path.at(-1)
  return first !== undefined && last !== undefined && distanceMm(first.from, last.to) <= CLOSED_MM
}

/** Cuts along the middle of paths, down by the ramp: open ones there and back, closed ones round. */
export const engraveOperation: Operation<EngraveParams> = {
  id: 'engrave',
  takes: 'any-paths',
  schema: engraveSchema,
  plan: ({ paths }, _tool, params, progress) => {
    if (paths.length === 0) return nothingToCut(NO_PATH)
    const feeds = {
      cutMmPerMin: params.cutFeedMmPerMin,
      plungeMmPerMin: params.plungeFeedMmPerMin,
    }
    const { safeHeightMm, depthMm, maxDepthPerPassMm } = params
    const writer = new PathWriter({ safeHeightMm, rampRad: radFromDeg(params.rampDeg), feeds })
    const reasons: string[] = []
    paths.forEach((path, index) => {
      progress?.((index + 1) / paths.length)
      const start = path[0]?.from
      if (start === undefined) return
      if (pathLengthMm(path) < CLOSED_MM || !writer.isLongEnough(path, depthMm + 1)) {
        reasons.push(tooShortSentence(start))
        return
      }
      writer.comeDown(start, 0)
      if (isClosed(path)) {
        for (const floorMm of depthPasses(depthMm, maxDepthPerPassMm)) {
          writer.lapsDown(path, -floorMm)
        }
      } else writer.runsDown(path, -depthMm, maxDepthPerPassMm)
      writer.retract()
    })
    return { moves: Object.freeze([...writer.moves]), reasons, notes: [], rest: [] }
  },
}
