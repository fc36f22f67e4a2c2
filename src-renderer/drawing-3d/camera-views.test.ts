import fc from 'fast-check'
import { PerspectiveCamera, Vector3 } from 'three'
import { describe, expect, test } from 'vitest'
import {
  boxFittingDistanceMm,
  eyeOf,
  fittingDistanceMm,
  GAZES,
  gazeOf,
  NAMED_VIEWS,
} from './camera-views.ts'

test('the player looks from the bridge, where y is negative, and up is the neck', () => {
  const [x, y, z] = eyeOf(GAZES.player, [0, 0, 0], 100)
  expect(x).toBeCloseTo(0, 9)
  expect(y).toBeLessThan(-90)
  expect(z).toBeGreaterThan(0)
})

test('where the eye is says where it looks from', () => {
  const angle = (limit: number) => fc.double({ min: -limit, max: limit, noNaN: true })
  fc.assert(
    fc.property(angle(3.1), angle(1.5), fc.double({ min: 1, max: 1e4, noNaN: true }), (a, e, d) => {
      const gaze = gazeOf(eyeOf({ azimuthRad: a, elevationRad: e }, [3, -4, 5], d), [3, -4, 5])
      expect(gaze.azimuthRad).toBeCloseTo(a, 6)
      expect(gaze.elevationRad).toBeCloseTo(e, 6)
    }),
  )
})

test('no named view looks straight down, where up has no direction', () => {
  for (const view of NAMED_VIEWS)
    expect(Math.abs(GAZES[view].elevationRad)).toBeLessThan(Math.PI / 2)
})

test('from above a disc of 70 mm at 35° fills the window from 233 mm; flatter views come closer', () => {
  const fieldRad = (35 * Math.PI) / 180
  const above = fittingDistanceMm(70, Math.PI / 2, fieldRad, 2)
  expect(above).toBeCloseTo(70 / Math.sin(fieldRad / 2), 9)
  expect(fittingDistanceMm(70, 0.4, fieldRad, 2)).toBeLessThan(above)
  expect(fittingDistanceMm(70, Math.PI / 2, fieldRad, 0.5)).toBeGreaterThan(above)
})

describe('a box seen whole', () => {
  const field = (35 * Math.PI) / 180
  const unit = () => fc.double({ min: 0, max: 1, noNaN: true })

  test('from straight above is as far off as its top face is wide', () => {
    const above = { azimuthRad: 0, elevationRad: Math.PI / 2 }
    const box = { least: [-50, -30, -4], most: [50, 30, 0], target: [0, 0, 0] } as const
    // 30 / tan 17.5°, the height of the window, with 8 % of room
    expect(boxFittingDistanceMm(box, above, field, 2)).toBeCloseTo(
      (1.08 * 30) / Math.tan(field / 2),
      6,
    )
  })

  test('has every corner inside the window, from wherever one looks', () => {
    fc.assert(
      fc.property(
        fc.tuple(unit(), unit(), unit(), unit(), unit(), unit()),
        ([a, e, x, y, z, w]) => {
          const gaze = { azimuthRad: 6 * a - 3, elevationRad: -1.5 + 3 * e }
          const [most, least] = [
            [1 + 200 * x, 1 + 200 * y, 1 + 20 * z] as const,
            [-1 - 90 * y, -1 - 90 * z, -1 - 9 * x] as const,
          ]
          const aspect = 0.5 + 2 * w
          const target = [0, 0, 0] as const
          const distanceMm = boxFittingDistanceMm({ least, most, target }, gaze, field, aspect)
          const camera = new PerspectiveCamera(35, aspect, 0.01, 1e5)
          camera.up.set(0, 0, 1)
          camera.position.set(...eyeOf(gaze, target, distanceMm))
          camera.lookAt(0, 0, 0)
          camera.updateMatrixWorld()
          for (const corner of [0, 1, 2, 3, 4, 5, 6, 7]) {
            const at = new Vector3(
              (corner & 1 ? most : least)[0],
              (corner & 2 ? most : least)[1],
              (corner & 4 ? most : least)[2],
            ).project(camera)
            expect(Math.max(Math.abs(at.x), Math.abs(at.y))).toBeLessThan(1)
          }
        },
      ),
    )
  })
})
