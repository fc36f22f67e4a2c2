import { pathLengthMm } from '../../geometry/path.ts'
import { isClosedPath } from '../../rosette/drawn-operation.ts'
import { depthPasses } from '../../rosette/depth-passes.ts'
import { radFromDeg } from '../../units/angle.ts'
import { PathWriter } from '../contour/path-writer.ts'
import { strokeRegion } from './stroke-region.ts'
import { nothingToCut, type Operation } from './operation.ts'
import { NO_PATH, tooShortSentence } from './sentences.ts'

/** Shorter paths are none, mm. */
const LEAST_MM = 1e-3

/** Cuts along the middle of paths, down by the ramp: open ones there and back, closed ones round. */
export const engraveOperation: Operation<'engrave'> = {
  plan: ({ paths, params }, progress) => {
    if (paths.length === 0) return nothingToCut(NO_PATH)
    const feeds = {
      cutMmPerMin: params.feedMmPerMin,
      plungeMmPerMin: params.plungeMmPerMin,
    }
    const { safeHeightMm, depthMm, maxDepthPerPassMm } = params
    const writer = new PathWriter({ safeHeightMm, rampRad: radFromDeg(params.rampDeg), feeds })
    const reasons: string[] = []
    paths.forEach((path, index) => {
      progress?.((index + 1) / paths.length)
      const start = path[0]?.from
      if (start === undefined) return
      if (pathLengthMm(path) < LEAST_MM || !writer.isLongEnough(path, depthMm + 1)) {
        reasons.push(tooShortSentence(start))
        return
      }
      writer.comeDown(start, 0)
      if (isClosedPath(path)) {
        for (const floorMm of depthPasses(depthMm, maxDepthPerPassMm)) {
          writer.lapsDown(path, -floorMm)
        }
      } else writer.runsDown(path, -depthMm, maxDepthPerPassMm)
      writer.retract()
    })
    return { moves: Object.freeze([...writer.moves]), reasons, notes: [], rest: [] }
  },
  regionsOf: ({ paths, tool, params }) => [
    strokeRegion(paths, tool.diameterMm / 2, params.depthMm),
  ],
}
