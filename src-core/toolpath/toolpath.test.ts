import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Point3 } from '../geometry/point.ts'
import type { Machine } from '../library/machine.schema.ts'
import { depthPasses } from '../rosette/depth-passes.ts'
import { createMoveWriter } from './move-writer.ts'
import { arcPoints, endOfMove, timedBlocks } from './motion-blocks.ts'
import { motionTime } from './motion-time.ts'
import { moveLengthMm, pathLengths } from './measure.ts'
import type { Move } from './move.ts'
import { channelCircles, type ChannelCut, cutRingChannel } from './ring-channel.ts'
import { cutSoundhole, type SoundholeCut } from './soundhole.ts'

const feeds = { cutMmPerMin: 2400, plungeMmPerMin: 600 }
const start: Point3 = { xMm: 0, yMm: 0, zMm: 5 }
const machine: Machine = {
  id: 'm',
  name: 'm',
  controller: 'grbl-1.1',
  postId: 'grbl',
  travelMm: { x: 400, y: 400, z: 80 },
  maxRateMmPerMin: { x: 5000, y: 5000, z: 1500 },
  accelerationMmPerS2: { x: 400, y: 400, z: 200 },
  junctionDeviationMm: 0.01,
  arcToleranceMm: 0.002,
  spindle: { minRpm: 8000, maxRpm: 24000, spinUpSeconds: 3 },
  backlashMm: null,
  source: 'test',
}

const channelCut: fc.Arbitrary<ChannelCut> = fc
  .record({
    innerRadiusMm: fc.double({ min: 20, max: 100, noNaN: true }),
    toolDiameterMm: fc.double({ min: 0.5, max: 6, noNaN: true }),
    roomMm: fc.double({ min: 0, max: 20, noNaN: true }),
    depthMm: fc.double({ min: 0.2, max: 4, noNaN: true }),
    passMm: fc.double({ min: 0.2, max: 2, noNaN: true }),
    stepoverRatio: fc.double({ min: 0.05, max: 0.9, noNaN: true }),
    finishAllowanceMm: fc.double({ min: 0, max: 0.5, noNaN: true }),
    direction: fc.constantFrom('climb' as const, 'conventional' as const),
  })
  .map((draw) => ({
    walls: {
      innerRadiusMm: draw.innerRadiusMm,
      outerRadiusMm: draw.innerRadiusMm + draw.toolDiameterMm + draw.roomMm,
    },
    passDepthsMm: depthPasses(draw.depthMm, draw.passMm),
    toolDiameterMm: draw.toolDiameterMm,
    stepoverMm: draw.stepoverRatio * draw.toolDiameterMm,
    finishAllowanceMm: draw.finishAllowanceMm,
    direction: draw.direction,
    safeHeightMm: 5,
    feeds,
  }))

/** Every place the tool's centre is while below the top, finely. */
function pointsInWood(moves: readonly Move[]): readonly Point3[] {
  const points: Point3[] = []
  let at = start
  for (const move of moves) {
    const to = endOfMove(at, move)
    if (move.kind === 'arc') points.push(...arcPoints(at, move, 0.005))
    else if (move.kind === 'line') {
      for (let part = 1; part <= 8; part += 1) {
        const share = part / 8
        points.push({
          xMm: at.xMm + (to.xMm - at.xMm) * share,
          yMm: at.yMm + (to.yMm - at.yMm) * share,
          zMm: at.zMm + (to.zMm - at.zMm) * share,
        })
      }
    }
    at = to
  }
  return points.filter((point) => point.zMm < 0)
}

function movesOf(cut: ChannelCut): readonly Move[] {
  const writer = createMoveWriter()
  cutRingChannel(writer, cut)
  return writer.moves
}

describe('ring channel', () => {
  test('the tool never leaves the band between the walls, and never goes too deep', () => {
    fc.assert(
      fc.property(channelCut, (cut) => {
        const radiusMm = cut.toolDiameterMm / 2
        const deepestMm = cut.passDepthsMm.at(-1) ?? 0
        let [nearestMm, farthestMm, lowestMm] = [Infinity, 0, 0]
        for (const point of pointsInWood(movesOf(cut))) {
          const centreMm = Math.hypot(point.xMm, point.yMm)
          nearestMm = Math.min(nearestMm, centreMm)
          farthestMm = Math.max(farthestMm, centreMm)
          lowestMm = Math.min(lowestMm, point.zMm)
        }
        expect(nearestMm).toBeGreaterThanOrEqual(cut.walls.innerRadiusMm + radiusMm - 1e-6)
        expect(farthestMm).toBeLessThanOrEqual(cut.walls.outerRadiusMm - radiusMm + 1e-6)
        expect(lowestMm).toBeCloseTo(-deepestMm, 9)
      }),
      { numRuns: 40 },
    )
  })

  test('the circles leave nothing standing: both walls are met and no step exceeds the stepover', () => {
    fc.assert(
      fc.property(channelCut, (cut) => {
        const circles = channelCircles(cut)
        const radiusMm = cut.toolDiameterMm / 2
        const all = [
          circles.centrelineMm,
          ...circles.outwardMm,
          ...circles.inwardMm,
          ...(circles.finish === null ? [] : [circles.finish.innerMm, circles.finish.outerMm]),
        ].sort((a, b) => a - b)
        const first = all[0] ?? NaN
        const last = all.at(-1) ?? NaN
        // a one-pass slot may leave half its room of 0.05 mm on each wall
        const slackMm = circles.finish === null ? 0.025 : 1e-9
        expect(Math.abs(first - radiusMm - cut.walls.innerRadiusMm)).toBeLessThanOrEqual(slackMm)
        expect(Math.abs(last + radiusMm - cut.walls.outerRadiusMm)).toBeLessThanOrEqual(slackMm)
        for (const [index, circle] of all.slice(1).entries()) {
          const stepMm = circle - (all[index] ?? NaN)
          expect(stepMm).toBeLessThanOrEqual(Math.max(cut.stepoverMm, cut.finishAllowanceMm) + 1e-9)
        }
      }),
    )
  })

  test('every way down into wood is a ramp of at most 3 degrees', () => {
    fc.assert(
      fc.property(channelCut, (cut) => {
        let at = start
        for (const move of movesOf(cut)) {
          const to = endOfMove(at, move)
          const dropMm = at.zMm - to.zMm
          if (dropMm > 1e-9 && to.zMm < 0) {
            const alongMm = Math.sqrt(moveLengthMm(at, move) ** 2 - dropMm ** 2)
            expect(Math.atan(dropMm / alongMm)).toBeLessThanOrEqual((3 * Math.PI) / 180 + 1e-9)
          }
          if (move.kind === 'rapid') expect(to.zMm).toBeGreaterThan(0)
          at = to
        }
      }),
      { numRuns: 60 },
    )
  })

  test('climb cutting turns counterclockwise on the outer wall and clockwise on the inner', () => {
    const cut: ChannelCut = {
      walls: { innerRadiusMm: 47.95, outerRadiusMm: 61.55 },
      passDepthsMm: [0.85, 1.7],
      toolDiameterMm: 2,
      stepoverMm: 0.8,
      finishAllowanceMm: 0.15,
      direction: 'climb',
      safeHeightMm: 5,
      feeds,
    }
    const finishing = movesOf(cut).filter((move) => move.kind === 'arc' && move.role === 'finish')
    const rotationAt = (radiusMm: number) => {
      const found = finishing.find(
        (move) =>
          move.kind === 'arc' && Math.abs(Math.hypot(move.to.xMm, move.to.yMm) - radiusMm) < 1e-6,
      )
      return found?.kind === 'arc' ? found.rotation : null
    }
    expect(rotationAt(60.55)).toBe('counterclockwise')
    expect(rotationAt(48.95)).toBe('clockwise')
  })

  test('golden channel 45 to 64.5 mm: the path is near the ideal 16.8 m', () => {
    const moves = movesOf({
      walls: { innerRadiusMm: 45, outerRadiusMm: 64.5 },
      passDepthsMm: [0.75, 1.5],
      toolDiameterMm: 2,
      stepoverMm: 0.8,
      finishAllowanceMm: 0.15,
      direction: 'climb',
      safeHeightMm: 5,
      feeds,
    })
    const metres = pathLengths(moves, start).cutLengthMm / 1000
    expect(metres).toBeGreaterThan(16)
    expect(metres).toBeLessThan(19)
  })

  test('a tool wider than the channel is refused with both numbers', () => {
    expect(() =>
      channelCircles({
        walls: { innerRadiusMm: 48, outerRadiusMm: 49.5 },
        passDepthsMm: [1],
        toolDiameterMm: 2,
        stepoverMm: 0.8,
        finishAllowanceMm: 0.1,
        direction: 'climb',
        safeHeightMm: 5,
        feeds,
      }),
    ).toThrow('a 2 mm tool does not fit a channel from 48 to 49.5 mm')
  })
})

describe('soundhole', () => {
  const base: SoundholeCut = {
    radiusMm: 42,
    passDepthsMm: depthPasses(3.4, 0.9),
    tabs: null,
    toolDiameterMm: 2,
    finishAllowanceMm: 0.15,
    direction: 'climb',
    safeHeightMm: 5,
    feeds,
  }
  const cutHole = (cut: SoundholeCut) => {
    const writer = createMoveWriter()
    cutSoundhole(writer, cut)
    return writer.moves
  }

  test('the tool stays inside the line and reaches it; the skin stays', () => {
    const points = pointsInWood(cutHole(base))
    const radii = points.map((point) => Math.hypot(point.xMm, point.yMm))
    expect(Math.max(...radii)).toBeLessThanOrEqual(41 + 1e-6)
    expect(Math.max(...radii)).toBeGreaterThan(41 - 1e-6)
    expect(Math.min(...points.map((point) => point.zMm))).toBeCloseTo(-3.4, 9)
  })

  test('tabs stand at full width between their flanks, and everything else is cut through', () => {
    const tabs = { count: 4, widthMm: 4, topZMm: -2.6 }
    const points = pointsInWood(cutHole({ ...base, passDepthsMm: depthPasses(3.7, 0.9), tabs }))
    const deepAt = (fromRad: number, toRad: number) =>
      points
        .filter((point) => {
          const turn = 2 * Math.PI
          const angle = Math.atan2(point.yMm, point.xMm) - Math.PI / 2
          const along = angle - turn * Math.floor(angle / turn)
          return along >= fromRad && along <= toRad
        })
        .map((point) => point.zMm)
    const halfTopRad = (tabs.widthMm / 2 + 1) / 41
    for (let tab = 0; tab < 4; tab += 1) {
      const middleRad = ((tab + 0.5) * Math.PI) / 2
      const over = deepAt(middleRad - halfTopRad + 1e-6, middleRad + halfTopRad - 1e-6)
      expect(Math.min(...over)).toBeGreaterThanOrEqual(-2.6 - 1e-9)
      const between = deepAt(middleRad - Math.PI / 4, middleRad - Math.PI / 4 + 0.3)
      expect(Math.min(...between)).toBeCloseTo(-3.7, 6)
    }
  })

  test('the wood between tabs is cut at every place: no wedge is left of the ramps', () => {
    const tabs = { count: 3, widthMm: 3, topZMm: -2.6 }
    const points = pointsInWood(cutHole({ ...base, passDepthsMm: depthPasses(3.7, 0.9), tabs }))
    // from the seam to the first tab's flank: roughing circle at full depth all along
    const flankRad = Math.PI / 3 - (3 / 2 + 1 + 1.1 / Math.tan(Math.PI / 6)) / 41
    const bins = 15
    const deepest = new Array<number>(bins).fill(0)
    for (const point of points) {
      const angle = Math.atan2(point.yMm, point.xMm) - Math.PI / 2
      const bin = Math.floor((angle / flankRad) * bins)
      if (angle >= 0 && bin < bins) deepest[bin] = Math.min(deepest[bin] ?? 0, point.zMm)
    }
    expect(Math.max(...deepest)).toBeLessThanOrEqual(-3.7 + 1e-6)
  })
})

describe('time', () => {
  test('a 100 mm line from rest to rest at 600 mm/min and 400 mm/s² takes 10.025 s', () => {
    const moves: Move[] = [
      { kind: 'line', to: { xMm: 100, yMm: 0, zMm: 5 }, feedMmPerMin: 600, role: 'cut' },
    ]
    // 10 s at speed and v/a = 10/400 s more for both ramps together
    expect(motionTime(moves, start, machine).totalSeconds).toBeCloseTo(10.025, 9)
  })

  test('a dwell costs its seconds and makes motion stop', () => {
    const moves: Move[] = [
      { kind: 'line', to: { xMm: 50, yMm: 0, zMm: 5 }, feedMmPerMin: 600, role: 'cut' },
      { kind: 'dwell', seconds: 2 },
      { kind: 'line', to: { xMm: 100, yMm: 0, zMm: 5 }, feedMmPerMin: 600, role: 'cut' },
    ]
    expect(motionTime(moves, start, machine).totalSeconds).toBeCloseTo(12.05, 9)
  })

  test('never below length over feed, and it ends when the last move does', () => {
    fc.assert(
      fc.property(channelCut, (cut) => {
        const moves = movesOf(cut)
        const time = motionTime(moves, start, machine)
        let leastSeconds = 0
        let at = start
        for (const move of moves) {
          if (move.kind === 'line' || move.kind === 'arc') {
            const chords = timedBlocks([move], at, machine.arcToleranceMm)
            const lengthMm = chords.reduce(
              (sum, block) => sum + ('lengthMm' in block ? block.lengthMm : 0),
              0,
            )
            leastSeconds += (60 * lengthMm) / move.feedMmPerMin
          }
          at = endOfMove(at, move)
        }
        expect(time.totalSeconds).toBeGreaterThanOrEqual(leastSeconds * (1 - 1e-9))
        expect(time.moveEndSeconds.at(-1)).toBeCloseTo(time.totalSeconds, 9)
      }),
      { numRuns: 6 },
    )
  })

  test('a slower machine never takes less time', () => {
    const cut = fc.sample(channelCut, { numRuns: 1, seed: 7 })[0]
    if (cut === undefined) throw new Error('fast-check gave no sample')
    const slow: Machine = { ...machine, accelerationMmPerS2: { x: 100, y: 100, z: 50 } }
    const moves = movesOf(cut)
    expect(motionTime(moves, start, slow).totalSeconds).toBeGreaterThan(
      motionTime(moves, start, machine).totalSeconds,
    )
  })
})
