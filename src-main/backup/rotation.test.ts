import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { KEPT_DAYS, KEPT_STARTS, type RotatedCopy, spentCopies } from './rotation.ts'

const DAY_MS = 86_400_000

function copy(sequence: number, changes: Partial<RotatedCopy> = {}): RotatedCopy {
  return {
    fileName: String(sequence),
    kind: 'start',
    sequence,
    createdAtUtc: new Date(sequence * DAY_MS).toISOString(),
    recordCount: 100,
    ...changes,
  }
}

/** Makes one copy after another and lets the rotation take what it will after each. */
function rotate(copies: readonly RotatedCopy[]): readonly RotatedCopy[] {
  let kept: readonly RotatedCopy[] = []
  for (const made of copies) {
    const all = [...kept, made]
    const spent = new Set(spentCopies(all))
    kept = all.filter(({ fileName }) => !spent.has(fileName))
  }
  return kept
}

const anyCopies = fc
  .array(
    fc.record({
      kind: fc.constantFrom('start', 'daily', 'manual', 'before-update'),
      day: fc.integer({ min: 0, max: 20 }),
      recordCount: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 5000 })),
    }),
    { minLength: 30, maxLength: 80 },
  )
  .map((made) =>
    made.map(({ kind, day, recordCount }, index) =>
      copy(index + 1, {
        kind,
        recordCount,
        createdAtUtc: new Date(day * DAY_MS).toISOString(),
      }),
    ),
  )

describe('rotation', () => {
  test('keeps the newest ten starts', () => {
    const kept = rotate(Array.from({ length: 30 }, (_, index) => copy(index + 1)))
    expect(kept.map(({ sequence }) => sequence)).toEqual([21, 22, 23, 24, 25, 26, 27, 28, 29, 30])
    expect(kept).toHaveLength(KEPT_STARTS)
  })

  test('keeps the newest copy of each of seven days', () => {
    const days = Array.from({ length: 30 }, (_, index) =>
      copy(index + 1, {
        kind: 'daily',
        createdAtUtc: new Date(Math.floor(index / 3) * DAY_MS).toISOString(),
      }),
    )
    const kept = rotate(days)
    expect(kept.map(({ sequence }) => sequence)).toEqual([12, 15, 18, 21, 24, 27, 30])
    expect(kept).toHaveLength(KEPT_DAYS)
  })

  test('a database that was emptied never ages out what was there before, however often it is copied', () => {
    const good = [copy(1, { kind: 'daily' }), copy(2), copy(3)]
    const empty = Array.from({ length: 200 }, (_, index) =>
      copy(index + 4, { recordCount: 0, kind: index % 2 === 0 ? 'start' : 'daily' }),
    )
    const kept = rotate([...good, ...empty])
    expect(kept.filter(({ recordCount }) => recordCount > 0)).toEqual(good)
    expect(kept).toHaveLength(good.length + KEPT_STARTS + KEPT_DAYS)
  })

  test('takes a copy only when enough newer ones hold at least half as much, and never the newest', () => {
    fc.assert(
      fc.property(anyCopies, (copies) => {
        const least = { start: KEPT_STARTS, daily: 1 }
        let kept: readonly RotatedCopy[] = []
        for (const made of copies) {
          const all = [...kept, made]
          const spent = all.filter(({ fileName }) => spentCopies(all).includes(fileName))
          for (const lost of spent) {
            if (lost.kind !== 'start' && lost.kind !== 'daily') throw new Error(lost.kind)
            const standIns = all.filter(
              ({ kind, sequence, recordCount }) =>
                kind === lost.kind &&
                sequence > lost.sequence &&
                recordCount * 2 >= lost.recordCount,
            )
            expect(standIns.length).toBeGreaterThanOrEqual(least[lost.kind])
          }
          kept = all.filter((one) => !spent.includes(one))
          expect(kept).toContain(made)
        }
      }),
    )
  })

  test('goes by the number, so that a clock that runs backwards loses nothing newer', () => {
    fc.assert(
      fc.property(anyCopies, (copies) => {
        const starts = copies.filter(({ kind }) => kind === 'start')
        const full = starts.map((one) => ({ ...one, recordCount: 100 }))
        const kept = rotate(full).map(({ sequence }) => sequence)
        expect(kept).toEqual(full.map(({ sequence }) => sequence).slice(-KEPT_STARTS))
      }),
    )
  })
})
