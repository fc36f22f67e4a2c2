/** A way to look at the rosette. */
export type NamedView = 'corner' | 'above' | 'player' | 'side' | 'log'
/** All ways, in the order they are offered. */
export const NAMED_VIEWS: readonly NamedView[] = ['corner', 'above', 'player', 'side', 'log']

/** A direction to look from: round the z axis from the player's side, and up from the top's plane. */
export interface Gaze {
  readonly azimuthRad: number
  readonly elevationRad: number
}

const rad = (degrees: number) => (degrees * Math.PI) / 180

/** Where each view looks from. Straight up is left out by a hair, so that up stays the neck's side. */
export const GAZES: Readonly<Record<NamedView, Gaze>> = {
  corner: { azimuthRad: rad(-28), elevationRad: rad(42) },
  above: { azimuthRad: 0, elevationRad: rad(89.9) },
  player: { azimuthRad: 0, elevationRad: rad(18) },
  side: { azimuthRad: rad(90), elevationRad: rad(8) },
  log: { azimuthRad: rad(24), elevationRad: rad(28) },
}

/** A point in space. */
export type Xyz = readonly [x: number, y: number, z: number]

/** Where the eye is, `distanceMm` from a target, z up. */
export function eyeOf(gaze: Gaze, target: Xyz, distanceMm: number): Xyz {
  const flat = Math.cos(gaze.elevationRad) * distanceMm
  return [
    target[0] + flat * Math.sin(gaze.azimuthRad),
    target[1] - flat * Math.cos(gaze.azimuthRad),
    target[2] + Math.sin(gaze.elevationRad) * distanceMm,
  ]
}

/** The direction somebody at `eye` looks from. */
export function gazeOf(eye: Xyz, target: Xyz): Gaze {
  const [x, y, z] = [eye[0] - target[0], eye[1] - target[1], eye[2] - target[2]]
  return { azimuthRad: Math.atan2(x, -y), elevationRad: Math.atan2(z, Math.hypot(x, y)) }
}

/** A disc seen nearly from its edge is still so high, as a share of its width. */
const LEAST_HEIGHT_SHARE = 0.3

/**
 * How far away a flat disc fills a window, mm, seen from an elevation: its width r/sin(half the window's
 * width), its height r·sin(elevation) likewise, and the nearer edge comes closer by r·cos(elevation).
 */
export function fittingDistanceMm(
  radiusMm: number,
  elevationRad: number,
  fieldOfViewRad: number,
  aspect: number,
): number {
  const highHalf = fieldOfViewRad / 2
  const wideHalf = Math.atan(Math.tan(highHalf) * aspect)
  const heightMm = radiusMm * Math.max(LEAST_HEIGHT_SHARE, Math.abs(Math.sin(elevationRad)))
  const nearerMm = 0.5 * radiusMm * Math.abs(Math.cos(elevationRad))
  return Math.max(radiusMm / Math.sin(wideHalf), heightMm / Math.sin(highHalf)) + nearerMm
}

/** Room left round what is looked at, as a share of the distance. */
const ROOM = 1.08

/**
 * How far from a target a box is seen whole, mm: with g the direction to the eye and r, u the window's
 * right and up, a corner c from the target lies d − c·g deep, and |c·r| ≤ tan(half the width)·(d − c·g)
 * and |c·u| likewise hold for every corner.
 */
export function boxFittingDistanceMm(
  { least, most, target }: { readonly least: Xyz; readonly most: Xyz; readonly target: Xyz },
  gaze: Gaze,
  fieldOfViewRad: number,
  aspect: number,
): number {
  const [sinA, cosA] = [Math.sin(gaze.azimuthRad), Math.cos(gaze.azimuthRad)]
  const [sinE, cosE] = [Math.sin(gaze.elevationRad), Math.cos(gaze.elevationRad)]
  const toEye: Xyz = [cosE * sinA, -cosE * cosA, sinE]
  const right: Xyz = [cosA, sinA, 0]
  const up: Xyz = [-sinE * sinA, sinE * cosA, cosE]
  const tanHigh = Math.tan(fieldOfViewRad / 2)
  const tanWide = tanHigh * aspect
  const distances = [0, 1, 2, 3, 4, 5, 6, 7].map((corner) => {
    const from: Xyz = [
      (corner & 1 ? most[0] : least[0]) - target[0],
      (corner & 2 ? most[1] : least[1]) - target[1],
      (corner & 4 ? most[2] : least[2]) - target[2],
    ]
    const aside = Math.max(Math.abs(dot(from, right)) / tanWide, Math.abs(dot(from, up)) / tanHigh)
    return aside + dot(from, toEye)
  })
  return ROOM * Math.max(...distances)
}

const dot = (a: Xyz, b: Xyz) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
