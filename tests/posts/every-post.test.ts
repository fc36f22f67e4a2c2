import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { interpretProgram } from '#core/gcode/interpret.ts'
import type { Motion } from '#core/gcode/machine-event.ts'
import { blocksOf } from '#core/gcode/parse-program.ts'
import { inUnits } from '#core/posts/in-units.ts'
import { verifyPosted } from '#core/posts/verify-posted.ts'
import { ROOMY_MACHINE } from '../gcode/random-program.ts'
import { randomSolid } from './random-solid.ts'
import { printed, SHIPPED_POSTS } from './shipped-posts.ts'

const INCH_POSTS = SHIPPED_POSTS.map((post) => inUnits(post, 'inch'))
const ALL = [...SHIPPED_POSTS, ...INCH_POSTS].map((post) => [post.id, post.units, post] as const)
const machine = { ...ROOMY_MACHINE, travelMm: { x: 1e5, y: 1e5, z: 1e5 } }

function motionsOf(text: string): readonly Motion[] {
  const { events } = interpretProgram(blocksOf(text))
  return events.filter((event) => event.kind === 'motion')
}

/** Distance between two motions of one kind: of their ends and of their centres, mm. */
function differenceMm(a: Motion, b: Motion): number {
  const offs = (['X', 'Y', 'Z'] as const).map((axis) => (a.to[axis] ?? 0) - (b.to[axis] ?? 0))
  const ends = Math.max(...offs.map(Math.abs))
  if (a.arc === null || b.arc === null) return ends
  const first = a.arc.path.centre.first - b.arc.path.centre.first
  const second = a.arc.path.centre.second - b.arc.path.centre.second
  expect(Math.abs(a.arc.path.sweepRad - b.arc.path.sweepRad)).toBeLessThan(0.01)
  return Math.max(ends, Math.hypot(first, second))
}

function kindOf({ motion, arc }: Motion) {
  return [motion, arc?.plane, arc?.clockwise]
}

/** Largest distance between the ends and the centres of two programs' motions, mm. */
function largestDifferenceMm(one: readonly Motion[], other: readonly Motion[]): number {
  expect(other.length).toBe(one.length)
  let largest = 0
  for (const [index, a] of one.entries()) {
    const b = other[index]
    if (b === undefined) throw new Error('fewer motions')
    expect(kindOf(b)).toEqual(kindOf(a))
    largest = Math.max(largest, differenceMm(a, b))
  }
  return largest
}

describe('a random program of lines, holes, and arcs and helices in all planes', () => {
  test.each(ALL)('printed by %s in %s is proved to be the plan', (_, __, profile) => {
    fc.assert(
      fc.property(randomSolid, (program) => {
        const text = printed(program, profile)
        expect(printed(structuredClone(program), profile)).toBe(text)
        expect(verifyPosted(program, text, { machine, profile }).failures).toEqual([])
        expect(text.match(/G2[01]\b/g)).toHaveLength(1)
      }),
      { numRuns: 40 },
    )
  })

  test.each(SHIPPED_POSTS.map((post) => [post.id, post] as const))(
    'by %s says the same in inches as in millimetres, within 0.0005 mm',
    (_, profile) => {
      fc.assert(
        fc.property(randomSolid, (program) => {
          const mm = motionsOf(printed(program, profile))
          const inch = motionsOf(printed(program, inUnits(profile, 'inch')))
          expect(largestDifferenceMm(mm, inch)).toBeLessThanOrEqual(0.0005)
        }),
        { numRuns: 40 },
      )
    },
  )
})
