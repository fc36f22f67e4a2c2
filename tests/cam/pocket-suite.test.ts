import { describe, expect, test } from 'vitest'
import type { Path } from '#core/geometry/path.ts'
import { interpretProgram } from '#core/gcode/interpret.ts'
import { blocksOf } from '#core/gcode/parse-program.ts'
import { reversedPath } from '#core/geometry/outline.ts'
import { pocketFailures } from '#core/simulation/engagement/accept-pocket.ts'
import { traceCutter } from '#core/simulation/engagement/cutter-trace.ts'
import { judgeExactly } from '#core/simulation/engagement/exact-judge.ts'
import { judgePocket } from '#core/simulation/engagement/judge-pocket.ts'
import {
  type PocketCut,
  type PocketPlan,
  planPocket,
  pocketSetAngleRad,
} from '#core/toolpath/pocket/plan-pocket.ts'
import type { ArcMove, LineMove, Move } from '#core/toolpath/move.ts'
import { bar, circle, polygon, ring } from './pocket-shapes.ts'
import { postedText } from './post-pocket.ts'

const HOW: Omit<PocketCut, 'walls'> = {
  toolDiameterMm: 6,
  stepoverRatio: 0.2,
  stockToLeaveMm: 0,
  passDepthsMm: [1.5],
  direction: 'climb',
  safeHeightMm: 5,
  rampRad: Math.PI / 60,
  feeds: { cutMmPerMin: 1500, plungeMmPerMin: 300 },
}
const RECTANGLE: readonly Path[] = [polygon([0, 0], [22, 0], [22, 16], [0, 16])]

function failuresOf(moves: readonly Move[], walls: readonly Path[], how = HOW): readonly string[] {
  const verdict = judgePocket(postedText(moves), {
    walls,
    toolRadiusMm: how.toolDiameterMm / 2,
    floorZMm: -1.5,
  })
  return pocketFailures(verdict, { setAngleRad: pocketSetAngleRad(0.2), direction: 'climb' })
}

describe('a posted pocket keeps its engagement, its walls and its floor', () => {
  test.each([
    ['rectangle', RECTANGLE, 6],
    ['rectangle with an island', [...RECTANGLE, reversedPath(circle(11, 8, 2))], 4],
    ['channel of 1.5 tool widths', [bar(8, 4.8)], 3.175],
    ['channel of 1.25 tool widths', [bar(6, 4)], 3.175],
    ['channel of 1.17 tool widths', [bar(6, 3.7)], 3.175],
    ['acute corner', [polygon([0, 0], [20, -7.28], [20, 7.28])], 3],
  ] as const)('%s', (_, walls, toolDiameterMm) => {
    const how = { ...HOW, toolDiameterMm }
    const plan = planPocket({ ...how, walls })
    expect(plan.uncut).toEqual([])
    expect(failuresOf(plan.moves, walls, how)).toEqual([])
  })

  test('a short channel begun by a lead of few pieces, told in inches', () => {
    const how = { ...HOW, toolDiameterMm: 3.175 }
    const walls = [bar(20, 3.7)]
    const { moves, setAngleRad } = planPocket({ ...how, walls })
    const { events } = interpretProgram(blocksOf(postedText(moves, 'grbl', 'inch')))
    const floor = { toolRadiusMm: 3.175 / 2, floorZMm: -1.5 }
    const engaged = judgeExactly(traceCutter(events, 0.0005), floor).map((one) => one.engagedRad)
    const halfDegreeRad = Math.PI / 360
    expect(Math.max(...engaged)).toBeLessThanOrEqual(setAngleRad + halfDegreeRad)
    // a long program: 13 s of a processor that other tests may be using
  }, 240_000)

  test('conventional is the mirror of climb', () => {
    const how = { ...HOW, direction: 'conventional' } as const
    const { moves } = planPocket({ ...how, walls: RECTANGLE })
    const verdict = judgePocket(postedText(moves), {
      walls: RECTANGLE,
      toolRadiusMm: 3,
      floorZMm: -1.5,
    })
    const promise = { setAngleRad: pocketSetAngleRad(0.2), direction: 'conventional' } as const
    expect(pocketFailures(verdict, promise)).toEqual([])
  })

  test('a channel hardly wider than the tool is slotted and says so', () => {
    const walls = [bar(12, 3.4)]
    const plan = planPocket({ ...HOW, toolDiameterMm: 3.175, walls })
    expect(plan.usedSlot).toBe(true)
    const pocket = { walls, toolRadiusMm: 3.175 / 2, floorZMm: -1.5 }
    const verdict = judgePocket(postedText(plan.moves), pocket)
    expect(verdict.gougeMm).toBeLessThanOrEqual(0.005)
    expect(verdict.entries.plungeLines).toEqual([])
    expect(verdict.entries.rampCount).toBe(1)
    expect(verdict.clearedShare).toBeGreaterThan(0.999)
  })

  test('a channel narrower than the tool is refused with its width', () => {
    const plan = planPocket({ ...HOW, walls: [bar(20, 5.9)] })
    expect(plan.moves.filter(({ kind }) => kind === 'line' || kind === 'arc')).toEqual([])
    expect(plan.uncut).toHaveLength(1)
    expect(plan.uncut[0]).toMatchObject({ kind: 'too-narrow' })
    expect(plan.uncut[0]?.widthMm).toBeCloseTo(5.9, 0)
  })

  test('a ring hardly wider than the tool is slotted all round', () => {
    const walls = ring(5, 8.4)
    const plan = planPocket({ ...HOW, toolDiameterMm: 3.175, walls })
    expect(plan.uncut).toEqual([])
    expect(plan.usedSlot).toBe(true)
    const pocket = { walls, toolRadiusMm: 3.175 / 2, floorZMm: -1.5 }
    const verdict = judgePocket(postedText(plan.moves), pocket)
    expect(verdict.gougeMm).toBeLessThanOrEqual(0.005)
    expect(verdict.clearedShare).toBeGreaterThan(0.999)
  })

  test.each([12.75, 13.2])(
    'a bend %f mm wide slotted by a large tool keeps its inner corner',
    (widthMm) => {
      const [how, legMm] = [{ ...HOW, toolDiameterMm: 12.7 }, 45]
      const inner = legMm - widthMm
      const outside = [
        [0, 0],
        [legMm, 0],
        [legMm, legMm],
        [inner, legMm],
      ] as const
      const walls = [polygon(...outside, [inner, widthMm], [0, widthMm])]
      const plan = planPocket({ ...how, walls })
      expect(plan.usedSlot).toBe(true)
      expect(plan.uncut).toEqual([])
      const pocket = { walls, toolRadiusMm: 12.7 / 2, floorZMm: -1.5 }
      const verdict = judgePocket(postedText(plan.moves), pocket)
      expect(verdict.gougeMm).toBeLessThanOrEqual(0.005)
      expect(verdict.entries.plungeLines).toEqual([])
      expect(verdict.clearedShare).toBeGreaterThan(0.999)
    },
  )

  test('of two areas the one narrower than the tool is refused with its place and size', () => {
    const narrow = polygon([30, 0], [50, 0], [50, 4], [30, 4])
    const { uncut } = planPocket({ ...HOW, walls: [...RECTANGLE, narrow] })
    expect(uncut).toHaveLength(1)
    const [{ at, areaMm2, kind } = { at: { xMm: 0, yMm: 0 }, areaMm2: 0, kind: null }] = uncut
    expect(kind).toBe('too-narrow')
    expect(at.xMm).toBeGreaterThan(30)
    expect(Math.abs(areaMm2 - 80)).toBeLessThan(8)
  })

  test('corners that the tool does not reach are named as rest', () => {
    const { rest } = planPocket({ ...HOW, walls: RECTANGLE })
    expect(rest).toHaveLength(4)
  })
})

describe('a spoiled pocket is caught', () => {
  const plan: PocketPlan = planPocket({ ...HOW, walls: RECTANGLE })
  const isCut = (move: Move): move is LineMove | ArcMove =>
    (move.kind === 'line' || move.kind === 'arc') && move.role === 'cut'

  /** Runs of moves that cut without a link between, longest first, as index ranges. */
  const passes = (() => {
    const found: { readonly start: number; readonly end: number }[] = []
    plan.moves.forEach((move, index) => {
      const last = found.at(-1)
      if (!isCut(move)) return
      if (last?.end === index) found[found.length - 1] = { ...last, end: index + 1 }
      else found.push({ start: index, end: index + 1 })
    })
    return found.sort((a, b) => b.end - b.start - (a.end - a.start))
  })()
  const longest = passes[1] ?? { start: 0, end: 0 }

  const movedBy = (move: Move, dx: number, dy: number): Move => {
    if (move.kind !== 'line' && move.kind !== 'arc') return move
    const to = { ...move.to, xMm: move.to.xMm + dx, yMm: move.to.yMm + dy }
    if (move.kind === 'line') return { ...move, to }
    return { ...move, to, centre: { xMm: move.centre.xMm + dx, yMm: move.centre.yMm + dy } }
  }

  test('as planned it is sound', () => {
    expect(failuresOf(plan.moves, RECTANGLE)).toEqual([])
  })

  test('one pass shifted by 0.05 R', () => {
    // joined by straight pieces at both ends, so that every arc keeps its radius
    const shifted = plan.moves.flatMap((move, index): Move[] => {
      if (index < longest.start || index >= longest.end || !isCut(move)) return [move]
      const straight: Move[] = []
      const before = plan.moves[index - 1]
      if (index === longest.start && before !== undefined && 'role' in before) {
        const { to } = movedBy(before, 0.15, 0) as LineMove
        straight.push({ kind: 'line', to, feedMmPerMin: move.feedMmPerMin, role: 'cut' })
      }
      straight.push(movedBy(move, 0.15, 0))
      if (index === longest.end - 1) {
        straight.push({ kind: 'line', to: move.to, feedMmPerMin: move.feedMmPerMin, role: 'cut' })
      }
      return straight
    })
    expect(failuresOf(shifted, RECTANGLE)).not.toEqual([])
  })

  test('radial depth raised by 15 %', () => {
    const deeper = planPocket({ ...HOW, stepoverRatio: 0.23, walls: RECTANGLE })
    expect(failuresOf(deeper.moves, RECTANGLE)).not.toEqual([])
  })

  test('a pass left out', () => {
    const end = plan.moves[longest.end - 1]
    if (end?.kind !== 'line' && end?.kind !== 'arc') throw new Error('a pass ends with a cut')
    const rise: Move[] = [
      { kind: 'rapid', to: { zMm: 5 } },
      { kind: 'rapid', to: { xMm: end.to.xMm, yMm: end.to.yMm } },
      { kind: 'line', to: end.to, feedMmPerMin: 300, role: 'plunge' },
    ]
    const without = [
      ...plan.moves.slice(0, longest.start),
      ...rise,
      ...plan.moves.slice(longest.end),
    ]
    expect(failuresOf(without, RECTANGLE)).not.toEqual([])
  })

  test('climb swapped for conventional', () => {
    const { moves } = planPocket({ ...HOW, direction: 'conventional', walls: RECTANGLE })
    expect(failuresOf(moves, RECTANGLE).join()).toContain('not cut in climb direction')
  })

  test('one of fifty arcs turned into a chord', () => {
    let arcs = 0
    const chords = plan.moves.map((move): Move => {
      if (move.kind !== 'arc' || move.role === 'ramp') return move
      arcs += 1
      return arcs % 50 === 25 ? { ...move, kind: 'line' } : move
    })
    expect(failuresOf(chords, RECTANGLE)).not.toEqual([])
  })

  test('begun without its helix', () => {
    const straight = plan.moves.flatMap((move): Move[] => {
      if (move.kind !== 'arc' || move.role !== 'ramp') return [move]
      return move.to.zMm > -1.499 ? [] : [{ ...move, kind: 'line', role: 'plunge' }]
    })
    expect(failuresOf(straight, RECTANGLE).join()).toContain('straight down')
  })

  test('a link across the pocket as a rapid', () => {
    const isLink = (move: Move) => move.kind === 'line' && move.role === 'link'
    const at = plan.moves.findIndex(isLink)
    const link = plan.moves[at]
    if (link?.kind !== 'line') throw new Error('the plan has a link')
    expect(() => postedText(plan.moves.with(at, { kind: 'rapid', to: link.to }))).toThrow(
      'rapid sideways',
    )
    const lines = postedText(plan.moves).split('\n')
    const level = lines.findIndex((text, index) => text.startsWith('G1X') && index > 30)
    const hurried = lines.with(level, (lines[level] ?? '').replace('G1', 'G0')).join('\n')
    const pocket = { walls: RECTANGLE, toolRadiusMm: 3, floorZMm: -1.5 }
    const verdict = judgePocket(hurried, pocket)
    expect(verdict.entries.rapidLines).toContain(level + 1)
  })
})
