import { expect, test } from 'vitest'
import { RING_DEFAULTS } from '#core/rosette/migrate-plan.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { examplePlan, judgeAndPost, motionsOf } from './posted-story.ts'

/** A tenor ukulele: hole 67, a ring of abalone 1.5 mm thick, everything with a 0.8 mm bit. */
function storyPlan(): Plan {
  const base = examplePlan()
  return {
    ...base,
    name: 'Tenor ukulele',
    soundhole: { radiusMm: 33.5, method: { kind: 'onion-skin', skinMm: 0.3 } },
    topThicknessMm: 2.9,
    fingerboardWidthMm: 45,
    rings: [
      {
        ...RING_DEFAULTS.shell,
        kind: 'shell',
        id: 'abalone',
        name: 'Abalone',
        innerRadiusMm: 36.5,
        outerRadiusMm: 39.5,
        inlayThicknessMm: 1.5,
        proudMm: 0.1,
        materialId: 'abalone',
      },
    ],
    cutting: {
      ...base.cutting,
      toolId: 'downcut-0.8-2f',
      spindleRpm: 24_000,
      feedMmPerMin: 1200,
      plungeMmPerMin: 300,
      maxDepthPerPassMm: 0.4,
      finishAllowanceMm: 0.1,
    },
  }
}

const { report, programs } = judgeAndPost(storyPlan())
const finding = (ruleId: string, subject: string) =>
  report.findings.find((found) => found.ruleId === ruleId && found.subject === subject)

test('story 7: straight pieces no longer than 3.9 mm, within 0.05 mm of the circle', () => {
  expect(finding('shell.sag', 'ring:abalone')).toMatchObject({ grade: 'GREEN' })
  expect(finding('shell.sag', 'ring:abalone')?.sentence).toMatch(
    /62 straight pieces of 3\.851 mm.* 0\.05 mm is allowed/,
  )
})

test('story 7: chip and depth by the row of shell, deflection GREEN, dust to be acknowledged', () => {
  expect(finding('router.chipload', 'shell:abalone')).toMatchObject({ grade: 'GREEN' })
  expect(finding('router.chipload', 'shell:abalone')?.sentence).toMatch(
    /0\.2 % to 1 % suits Abalone/,
  )
  expect(finding('router.depth-per-pass', 'shell:abalone')?.limit).toBeCloseTo(0.24, 12)
  expect(finding('router.deflection', 'shell:abalone')).toMatchObject({ grade: 'GREEN' })
  expect(finding('safety.dust', 'shell:abalone')).toMatchObject({ grade: 'YELLOW' })
  expect(report.overall).toBe('YELLOW')
})

test('story 7: the coupon comes first, then the pieces, then the top; each on its own zero', () => {
  expect(programs.map(({ stage }) => stage)).toEqual([
    'shell-coupon',
    'shell-pieces',
    'inlay-channels',
    'soundhole',
  ])
  const [coupon, pieces, channel] = programs
  expect(coupon?.text).toMatch(/Zero: lower left corner of the shell/)
  expect(pieces?.text).toMatch(/Zero: lower left corner of the shell/)
  expect(channel?.text).toMatch(/Zero: centre of the soundhole/)
  // 62 pieces of one, each entered once from above
  const entries = (text: string) =>
    motionsOf(text).filter(({ motion, to }) => motion === 'line' && to.Z === 0.5).length
  expect(entries(coupon?.text ?? '')).toBe(1)
  expect(entries(pieces?.text ?? '')).toBe(62)
})

test('story 7: nothing plunges: below the top no motion goes straight down', () => {
  for (const { text } of programs) {
    for (const { motion, from, to } of motionsOf(text)) {
      if (from.Z === null || to.Z === null || to.Z >= 0) continue
      expect(motion).not.toBe('rapid')
      if (to.Z < from.Z - 1e-9) expect([from.X, from.Y]).not.toEqual([to.X, to.Y])
    }
  }
})
