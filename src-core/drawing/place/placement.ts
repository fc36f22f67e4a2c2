import type { Affine } from './space.ts'

/** Rounding of lengths and angles below which a map keeps circles round. */
const ROUND = 1e-9

/**
 * A map from the coordinates of an entity to the plane in mm, seen from above, as bare numbers:
 * x' = xx·x + yx·y + zx·z + ox, and y' likewise.
 */
export class Placement {
  readonly xx: number
  readonly xy: number
  readonly yx: number
  readonly yy: number
  readonly zx: number
  readonly zy: number
  readonly ox: number
  readonly oy: number
  /** 1 where circles stay circles, −1 where they do and the drawing is mirrored, 0 where they do not. */
  readonly turn: -1 | 0 | 1

  constructor({ xAxis, yAxis, zAxis, origin }: Affine, mmPerUnit: number) {
    this.xx = xAxis.x * mmPerUnit
    this.xy = xAxis.y * mmPerUnit
    this.yx = yAxis.x * mmPerUnit
    this.yy = yAxis.y * mmPerUnit
    this.zx = zAxis.x * mmPerUnit
    this.zy = zAxis.y * mmPerUnit
    this.ox = origin.x * mmPerUnit
    this.oy = origin.y * mmPerUnit
    this.turn = isRound(this) ? (this.xx * this.yy - this.xy * this.yx > 0 ? 1 : -1) : 0
  }

  /** X in mm of a point. */
  x(x: number, y: number, z: number): number {
    return this.xx * x + this.yx * y + this.zx * z + this.ox
  }

  /** Y in mm of a point. */
  y(x: number, y: number, z: number): number {
    return this.xy * x + this.yy * y + this.zy * z + this.oy
  }

  /** X in mm of a direction. */
  alongX(x: number, y: number, z: number): number {
    return this.xx * x + this.yx * y + this.zx * z
  }

  /** Y in mm of a direction. */
  alongY(x: number, y: number, z: number): number {
    return this.xy * x + this.yy * y + this.zy * z
  }
}

function isRound({ xx, xy, yx, yy }: Pick<Placement, 'xx' | 'xy' | 'yx' | 'yy'>): boolean {
  const size = xx * xx + xy * xy
  const across = Math.abs(xx * yx + xy * yy)
  return size > 0 && Math.abs(yx * yx + yy * yy - size) <= ROUND * size && across <= ROUND * size
}
