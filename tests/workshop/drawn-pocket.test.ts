import { describe, expect, test } from 'vitest'
import { evaluateFeasibility } from '#core/feasibility/evaluate.ts'
import { checkPlan, formatPlan, parsePlan } from '#core/rosette/parse-plan.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { withoutDrawnPath } from '#core/rosette/new-operation.ts'
import { UncuttableOperationError } from '#core/toolpath/drawn-cut.ts'
import {
  type CutContext,
  cutPlan,
  measuredToolpaths,
  PostVerificationError,
  toolNumbers,
} from '../../src-main/workshop/cut-plan.ts'
import { openLibrary } from '../../src-main/workshop/library-shelf.ts'
import { openPosts } from '../../src-main/workshop/post-shelf.ts'
import { proveCut } from '../../src-main/workshop/prove-cut.ts'
import { planWithPocket, roundedBox } from './drawn-plan.ts'

const library = openLibrary(process.cwd())
if (!library.ok) throw new Error(library.error.message)
const shelf = library.value
const profiles = openPosts(process.cwd()).posts.filter(({ id }) => id === 'grbl')
const BOX = roundedBox({ xMm: 0, yMm: -90 }, 20, 9, 2)

function contextOf(plan: Plan): CutContext {
  const { tool, machine } = shelf.recordsFor(plan)
  if (tool === null || machine === null) throw new Error('the plan names no tool or machine')
  return { plan, tool, machine, tools: shelf.tools }
}

function judge(plan: Plan) {
  return evaluateFeasibility(plan, shelf.recordsFor(plan))
}

function gradeOf(plan: Plan, ruleId: string, subject = 'operation:pocket-1'): string | undefined {
  return judge(plan).findings.find((one) => one.ruleId === ruleId && one.subject === subject)?.grade
}

describe('a closed path that was taken as a pocket', () => {
  const plan = planWithPocket(BOX, { depthMm: 1.2 })
  const context = contextOf(plan)
  const cut = cutPlan(context, profiles)

  test('is cut after the lines and before the soundhole, and the proof finds nothing', () => {
    expect(cut.programs.map(({ stage }) => stage)).toEqual([
      'inlay-channels',
      'line-channels',
      'inlay-pockets',
      'soundhole',
    ])
    expect(cut.toolpaths[2]?.operationIds).toEqual(['pocket-1'])
    expect(() => {
      proveCut(cut, context)
    }).not.toThrow()
    // the same cut held against a pocket 0.1 mm shallower is a gouge
    const shallower = planWithPocket(BOX, { depthMm: 1.1 })
    expect(() => {
      proveCut(cut, { ...context, plan: shallower })
    }).toThrow(PostVerificationError)
    // and against a deeper one it leaves wood
    const deeper = planWithPocket(BOX, { depthMm: 1.3 })
    expect(() => {
      proveCut(cut, { ...context, plan: deeper })
    }).toThrow(/leaves 0\.100 mm standing/)
  })

  test('with a bit of its own is a program of its own, with that bit', () => {
    const second = planWithPocket(
      roundedBox({ xMm: 40, yMm: -90 }, 12, 8, 2),
      { depthMm: 1, toolId: 'downcut-3.2-2f' },
      plan,
    )
    const both = cutPlan(contextOf(second), profiles)
    const pockets = both.programs.filter(({ stage }) => stage === 'inlay-pockets')
    expect(pockets.map(({ programId, toolId }) => [programId, toolId])).toEqual([
      ['2p1-inlay-pockets', undefined],
      ['2p2-inlay-pockets', 'downcut-3.2-2f'],
    ])
    expect(() => {
      proveCut(both, contextOf(second))
    }).not.toThrow()
  })

  test('that is switched off is not cut and not judged', () => {
    const off = planWithPocket(BOX, { depthMm: null, on: false })
    expect(measuredToolpaths(contextOf(off)).map(({ stage }) => stage)).not.toContain(
      'inlay-pockets',
    )
    expect(judge(off).overall).toBe('GREEN')
  })

  test('an island stays standing', () => {
    const island = roundedBox({ xMm: 0, yMm: -90 }, 6, 3, 1)
    const withIsland = planWithPocket(island, {}, plan)
    const [pocket] = withIsland.operations
    if (pocket?.kind !== 'pocket') throw new Error('the plan has a pocket')
    const both: Plan = {
      ...withIsland,
      operations: [{ ...pocket, pathIds: ['pocket-1', 'pocket-2'] }],
    }
    expect(checkPlan(both, 'plan').ok).toBe(true)
    expect(() => {
      proveCut(cutPlan(contextOf(both), profiles), contextOf(both))
    }).not.toThrow()
    expect(() => {
      proveCut(cut, contextOf(both))
    }).toThrow(/deeper than allowed/)
  })
})

describe('what the plan says of operations', () => {
  const plan = planWithPocket(BOX, { depthMm: 1.2 })

  test('it is kept, and a plan without any opens with none', () => {
    expect(parsePlan(formatPlan(plan), 'plan')).toEqual({ ok: true, value: plan })
    const { operations: _, ...before } = plan
    expect(checkPlan(before, 'plan')).toMatchObject({ value: { operations: [] } })
  })

  test('an operation goes with its path', () => {
    expect(withoutDrawnPath(plan, 'pocket-1')).toMatchObject({ operations: [], drawnPaths: [] })
  })

  const [pocket] = plan.operations
  test.each([
    [{ pathIds: ['nothing'] }, 'pathIds[0] "nothing" is no path'],
    [{ pathIds: ['pocket-1', 'pocket-1'] }, 'pathIds[1] "pocket-1" is named twice'],
  ])('%o is refused with its place', (change, message) => {
    if (pocket === undefined) throw new Error('the plan has a pocket')
    const refused = checkPlan({ ...plan, operations: [{ ...pocket, ...change }] }, 'plan')
    const said = refused.ok ? '' : `${refused.error.place} ${refused.error.message}`
    expect(said).toContain(`operations[0].${message}`)
  })

  test('an island outside its pocket is refused', () => {
    const two = planWithPocket(roundedBox({ xMm: 60, yMm: -90 }, 6, 3, 1), {}, plan)
    const [first] = two.operations
    const refused = checkPlan(
      { ...two, operations: [{ ...first, pathIds: ['pocket-1', 'pocket-2'] }] },
      'plan',
    )
    expect(refused.ok ? '' : refused.error.message).toContain('is no island')
  })
})

describe('the rules on a pocket', () => {
  test('a sensible one leaves the job GREEN, sharp corners make it YELLOW', () => {
    expect(judge(planWithPocket(BOX, { depthMm: 1.2 })).overall).toBe('GREEN')
    const sharp = planWithPocket(roundedBox({ xMm: 0, yMm: -90 }, 20, 9, 0.2), { depthMm: 1.2 })
    expect(gradeOf(sharp, 'pocket.corners')).toBe('YELLOW')
  })

  test.each([
    ['a depth nobody has said', { depthMm: null }, 'input.measured', 'RED'],
    ['a floor under 0.7 mm', { depthMm: 2.6 }, 'channel.floor', 'RED'],
    ['a bit that nobody has', { depthMm: 1, toolId: 'none' }, 'input.known-record', 'RED'],
    ['a feed that rubs', { depthMm: 1, feedMmPerMin: 60 }, 'router.chipload', 'RED'],
    [
      'a pass of the whole depth',
      { depthMm: 1.3, maxDepthPerPassMm: 3 },
      'router.depth-per-pass',
      'YELLOW',
    ],
    [
      'half the bit in the wood',
      { depthMm: 1, stepoverRatio: 0.45 },
      'router.engagement',
      'YELLOW',
    ],
  ] as const)('%s', (_, change, ruleId, grade) => {
    expect(gradeOf(planWithPocket(BOX, change), ruleId)).toBe(grade)
  })

  test('a slot narrower than the bit is RED, and no toolpath is made of it', () => {
    const narrow = planWithPocket(roundedBox({ xMm: 0, yMm: -90 }, 20, 1.8, 0.5), { depthMm: 1 })
    expect(gradeOf(narrow, 'router.tool-fits-channel')).toBe('RED')
    expect(() => measuredToolpaths(contextOf(narrow))).toThrow(UncuttableOperationError)
  })

  test('one that reaches into a ring is said so, one near a clamp is RED', () => {
    const into = planWithPocket(roundedBox({ xMm: 0, yMm: -64 }, 20, 9, 2), { depthMm: 1.2 })
    expect(gradeOf(into, 'pocket.place')).toBe('YELLOW')
    const plan = planWithPocket(BOX, { depthMm: 1.2 })
    const clampAt = (xMm: number): Plan => ({
      ...plan,
      drawnPaths: [
        ...plan.drawnPaths,
        {
          ...{ id: 'clamp', name: 'Clamp', use: 'keep-out', clearanceMm: 3 },
          path: [...roundedBox({ xMm, yMm: -90 }, 10, 10, 1)],
          from: { sha256: 'b'.repeat(64), pathNumber: 2 },
        },
      ],
    })
    // the pocket ends at 10 mm, the clamp begins 5 mm before its middle
    const subject = 'keep-out:1:pocket-1'
    expect(gradeOf(clampAt(18.1), 'toolpath.keep-out', subject)).toBe('GREEN')
    expect(gradeOf(clampAt(17.9), 'toolpath.keep-out', subject)).toBe('RED')
    expect(gradeOf(clampAt(0), 'toolpath.keep-out', subject)).toBe('RED')
  })
})

describe('tool numbers', () => {
  const bit = (id: string, toolNumber: number | null) => ({ id, name: `bit ${id}`, toolNumber })
  const programs = [{ toolId: 'a' }, { toolId: 'b' }, { toolId: 'a' }, { toolId: 'c' }]

  test('are those of the records, and the least free ones for the others', () => {
    const none = toolNumbers(programs, [bit('a', null), bit('b', null), bit('c', null)])
    expect([...none.values()].sort()).toEqual([1, 2, 3])
    const some = toolNumbers(programs, [bit('a', null), bit('b', 1), bit('c', 7)])
    expect(Object.fromEntries(some)).toEqual({ a: 2, b: 1, c: 7 })
  })

  test('one number for two bits of a job is refused by their names', () => {
    expect(() => toolNumbers(programs, [bit('a', 3), bit('b', 3)])).toThrow(
      '"bit a" and "bit b" are both tool 3',
    )
  })

  test('a posted program calls the number of its record', () => {
    const plan = planWithPocket(BOX, { depthMm: null, on: false })
    const context = contextOf(plan)
    const numbered = { ...context, tool: { ...context.tool, toolNumber: 12 } }
    const linuxcnc = openPosts(process.cwd()).posts.filter(({ id }) => id === 'linuxcnc')
    for (const { text } of cutPlan(numbered, linuxcnc).programs) expect(text).toMatch(/T12 ?M6/)
  })
})
