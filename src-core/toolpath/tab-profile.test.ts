import fc from 'fast-check'
import { expect, test } from 'vitest'
import { greatestTabCount } from '../rosette/tab-layout.ts'
import { tabProfile } from './tab-profile.ts'

const layouts = fc.record({
  widthMm: fc.double({ min: 2, max: 20, noNaN: true }),
  topZMm: fc.double({ min: -4, max: -0.5, noNaN: true }),
  radiusMm: fc.double({ min: 15, max: 80, noNaN: true }),
  toolDiameterMm: fc.double({ min: 0.5, max: 6, noNaN: true }),
})

test('as many tabs as fit: the turn never runs back on itself, and starts and ends on the floor', () => {
  fc.assert(
    fc.property(
      layouts,
      fc.double({ min: 0.1, max: 3, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (layout, riseMm, share) => {
        const floorZMm = layout.topZMm - riseMm
        const count = greatestTabCount(layout, floorZMm)
        if (count < 2) return
        const startZMm = floorZMm + riseMm * share
        const nodes = tabProfile({ ...layout, count }, startZMm, floorZMm)
        const steps = nodes
          .slice(1)
          .map((node, index) => node.sweptRad - (nodes[index]?.sweptRad ?? NaN))
        expect(Math.min(...steps)).toBeGreaterThan(-1e-9)
        expect(nodes[0]).toEqual({ sweptRad: 0, zMm: startZMm })
        expect(nodes.at(-1)?.zMm).toBe(floorZMm)
      },
    ),
    { numRuns: 500 },
  )
})

test('one tab more than fit is refused', () => {
  fc.assert(
    fc.property(layouts, (layout) => {
      const floorZMm = layout.topZMm - 1
      const count = greatestTabCount(layout, floorZMm) + 1
      expect(() => tabProfile({ ...layout, count }, layout.topZMm, floorZMm)).toThrow(
        'leave no room',
      )
    }),
  )
})
