import { describe, expect, test } from 'vitest'
import type { RiskLevel } from '#core/feasibility/finding.ts'
import { channelFloor } from '#core/feasibility/rules/channel-floor.ts'
import { channelLand } from '#core/feasibility/rules/channel-land.ts'
import { drawnHeight } from '#core/feasibility/rules/drawn-height.ts'
import { ringClosure } from '#core/feasibility/rules/ring-closure.ts'
import { soundholeClearance } from '#core/feasibility/rules/soundhole-clearance.ts'
import { soundholeCut } from '#core/feasibility/rules/soundhole-cut.ts'
import { type Edge, findingOf, findingsOf, mosaic } from './workbench.ts'

const at = (edges: readonly Edge[], gradeOf: (value: number) => RiskLevel) => {
  for (const [value, grade] of edges) expect(gradeOf(value), String(value)).toBe(grade)
}

describe('the floor under a channel', () => {
  const floor = (topThicknessMm: number, depthMm = 1.7) =>
    findingOf(
      channelFloor,
      {
        plan: {
          topThicknessMm,
          rings: mosaic.rings.map((ring) => ({ ...ring, inlayThicknessMm: depthMm, proudMm: 0 })),
        },
      },
      'ring:mosaic',
    )

  test('1.7 mm deep is GREEN in 3.4 mm and RED under 2.55', () => {
    const edges: readonly Edge[] = [
      [3.42, 'GREEN'],
      [3.38, 'YELLOW'],
      [2.57, 'YELLOW'],
      [2.53, 'RED'],
      [1.6, 'RED'],
    ]
    at(edges, (topMm) => floor(topMm).grade)
    expect(floor(3).value).toBeCloseTo(1.3, 9)
    expect(floor(3).limit).toBeCloseTo(1.5, 9)
    // 1.5 − 1.3
    expect(floor(3).fix).toBe('Make the channel 0.2 mm shallower.')
    expect(floor(1.7).sentence).toContain('would cut through')
    expect(floor(1.72).sentence).not.toContain('would cut through')
  })

  test('never thinner than 0.7 mm, whatever the top', () => {
    expect(floor(1.9, 1.19).grade).toBe('YELLOW')
    expect(floor(1.9, 1.21).grade).toBe('RED')
    expect(floor(1.3, 0.59).grade).toBe('GREEN')
    expect(floor(1.3, 0.61).grade).toBe('RED')
    expect(floor(1.3, 0.61).limit).toBeCloseTo(0.7, 9)
  })
})

describe('the land between two channels', () => {
  /** Two rings this far apart; each channel takes its clearance of 0.05 mm from the land. */
  const land = (gapMm: number, clearancePerSideMm = 0.05) =>
    findingOf(
      channelLand,
      {
        cutting: { clearancePerSideMm },
        plan: {
          rings: mosaic.rings.map((ring) =>
            ring.id === 'outer-lines'
              ? { ...ring, innerRadiusMm: 61.5 + gapMm, outerRadiusMm: 64.5 + gapMm }
              : ring,
          ),
        },
      },
      'land:mosaic:outer-lines',
    )

  test('stands from 0.8 mm, and breaks out under 0.4', () => {
    const edges: readonly Edge[] = [
      [0.81, 'GREEN'],
      [0.79, 'YELLOW'],
      [0.41, 'YELLOW'],
      [0.39, 'RED'],
    ]
    at(edges, (landMm) => land(landMm + 0.1).grade)
    expect(land(0.6).value).toBeCloseTo(0.5, 9)
    expect(land(0.6).fix).toBe('Move the rings 0.3 mm apart, or let them touch.')
  })

  test('or is gone on purpose, by an overlap of 0.05 to 0.3 mm', () => {
    const edges: readonly Edge[] = [
      [0.049, 'YELLOW'],
      [0.051, 'GREEN'],
      [0.299, 'GREEN'],
      [0.301, 'YELLOW'],
    ]
    at(edges, (overlapMm) => land(0, overlapMm / 2).grade)
    expect(land(0, 0.01).fix).toBe('Raise the glue clearance to 0.025 mm per side or more.')
    expect(land(0, 0.01).margin).toBeCloseTo(0.4, 9)
    expect(land(0, 0.2).fix).toBe('Lower the glue clearance to 0.15 mm per side or less.')
    expect(land(0, 0.05).fix).toBe('')
  })
})

test('2 mm of wood beside the soundhole hold, under 1 mm it breaks', () => {
  const gap = (radiusMm: number) =>
    findingOf(soundholeClearance, { plan: { soundhole: { ...mosaic.soundhole, radiusMm } } })
  // the innermost channel's wall stands at 45 − 0.05 mm
  const edges: readonly Edge[] = [
    [42.94, 'GREEN'],
    [42.96, 'YELLOW'],
    [43.94, 'YELLOW'],
    [43.96, 'RED'],
  ]
  at(edges, (radiusMm) => gap(radiusMm).grade)
  expect(gap(43.45).value).toBeCloseTo(1.5, 9)
  expect(gap(43.45).fix).toContain('1 mm smaller in diameter')
})

describe('how the disc of the soundhole is held', () => {
  type Soundhole = typeof mosaic.soundhole
  const cut = (soundhole: Partial<Soundhole>, diameterMm = 2) =>
    findingOf(soundholeCut, {
      plan: { soundhole: { ...mosaic.soundhole, ...soundhole } },
      tool: { diameterMm },
    })
  const tabs = (part: { heightMm?: number; widthMm?: number; count?: number }) =>
    ({ method: { kind: 'tabs', count: 4, widthMm: 4, heightMm: 0.8, ...part } }) as const

  test('a skin or tabs are lower than the top of 3.7 mm', () => {
    expect(cut({ method: { kind: 'onion-skin', skinMm: 3.69 } })).toMatchObject({ grade: 'GREEN' })
    expect(cut({ method: { kind: 'onion-skin', skinMm: 3.71 } })).toMatchObject({ grade: 'RED' })
    expect(cut(tabs({}))).toMatchObject({ grade: 'GREEN', margin: 1 })
    expect(cut(tabs({ heightMm: 3.69 })).sentence).not.toContain('would leave the disc uncut')
    const high = cut(tabs({ heightMm: 3.71 }))
    expect(high).toMatchObject({ grade: 'RED', margin: 0, fix: 'Make the tabs 1.233 mm high.' })
  })

  test('a bit fits with its finishing allowance of 0.15 mm: 9.7 mm in a hole of 10', () => {
    expect(cut({ radiusMm: 5 }, 9.69).grade).toBe('GREEN')
    expect(cut({ radiusMm: 5 }, 9.71)).toMatchObject({ grade: 'RED', limit: 9.7 })
  })

  test('a tab too many is RED even where it could be one fewer than two', () => {
    // 2π·40.85 mm round: 120 mm tabs fit once
    expect(cut(tabs({ widthMm: 120 }))).toMatchObject({
      grade: 'RED',
      fix: 'Make the tabs narrower.',
    })
  })
})

test('errors of 46 tiles, 0.92 mm, fit under the fingerboard less 2° at each side', () => {
  const closure = (fingerboardWidthMm: number) =>
    findingOf(ringClosure, { plan: { fingerboardWidthMm } }, 'ring:mosaic')
  // hidden at 61.5: 2·asin(W/123); covered on 54.75: (hidden − 4°)·54.75
  const coveredMm = (widthMm: number) =>
    (2 * Math.asin(widthMm / 123) - (4 * Math.PI) / 180) * 54.75
  expect(closure(62).limit).toBeCloseTo(coveredMm(62), 6)
  expect(closure(62).value).toBeCloseTo(0.92, 9)
  const edges: readonly Edge[] = [
    [5.34, 'GREEN'],
    [5.31, 'YELLOW'],
    [4.0, 'YELLOW'],
  ]
  at(edges, (widthMm) => closure(widthMm).grade)
  // half of it is the end of the scale: the margin is gone at 0.46 mm, and it still warns only
  expect(closure(4.9).margin).toBeCloseTo((coveredMm(4.9) - 0.46) / 0.46, 6)
})

describe('the height of a pattern', () => {
  const off = (outerRadiusMm: number, glueLineMm = 0) =>
    findingsOf(drawnHeight, {
      plan: {
        stock: { ...mosaic.stock, glueLineMm },
        rings: mosaic.rings.map((ring) =>
          ring.kind === 'tile' ? { ...ring, outerRadiusMm } : ring,
        ),
      },
    })[0]

  test('27 veneers of 0.5 mm are 13.5: GREEN 0.2 off, RED beyond 1.5', () => {
    const edges: readonly Edge[] = [
      [0.19, 'GREEN'],
      [0.21, 'YELLOW'],
      [1.49, 'YELLOW'],
      [1.51, 'RED'],
    ]
    at(edges, (moreMm) => off(61.5 + moreMm)?.grade ?? 'UNKNOWN')
    at(edges, (lessMm) => off(61.5 - lessMm)?.grade ?? 'UNKNOWN')
  })

  test('26 glue lines of 0.03 mm, 0.78, are expected', () => {
    expect(off(61.5 + 0.78, 0.03)?.value).toBeCloseTo(0, 6)
    expect(off(61.5, 0.03)?.value).toBeCloseTo(0, 6)
    expect(off(61.5 + 0.4, 0.03)?.value).toBeCloseTo(0.38, 6)
    expect(off(61.5, 0.03)?.sentence).toContain('glues up to 14.28 mm, 0.78 mm of it glue')
  })
})
