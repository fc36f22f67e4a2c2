import { TURN_RAD } from '../../units/angle.ts'

/** Rounding of angles below which a sweep is no piece more. */
const ROUND = 1e-9
/** An ellipse is drawn in pieces of an eighth of a turn, or of shorter ones where it is large. */
const LONGEST_PIECE_RAD = TURN_RAD / 8
/** How far the cubic of an eighth of a turn lies off its circle at most, as a share of the radius. */
const OFF_IN_EIGHTH = 4.3e-6
/** Half the sweep is so many times nearer: the error goes with its sixth power. */
const NEARER = 64
/** Share of the tolerance the cubics may take; what is left is for the arcs drawn along them. */
const SHARE = 1 / 50
/** Beyond, nothing is left but rounding. */
const MOST_HALVINGS = 4

/** A piece of an ellipse in the plane, P(t) = centre + u·cos t + v·sin t, and the cubics along it. */
export class EllipseCubics {
  x = 0
  y = 0
  centreX = 0
  centreY = 0
  ux = 0
  uy = 0
  vx = 0
  vy = 0
  private readonly withinMm: number
  private startRad = 0
  private sweepRad = 0
  private pieces = 0
  private piece = 0
  private alongX = 0
  private alongY = 0

  constructor(withinMm: number) {
    this.withinMm = withinMm
  }

  /** Sets `x` and `y` to the point at an angle. */
  at(rad: number): void {
    const cosine = Math.cos(rad)
    const sine = Math.sin(rad)
    this.x = this.centreX + this.ux * cosine + this.vx * sine
    this.y = this.centreY + this.uy * cosine + this.vy * sine
    this.alongX = this.vx * cosine - this.ux * sine
    this.alongY = this.vy * cosine - this.uy * sine
  }

  /** Turns to the start of a stretch. */
  begin(startRad: number, sweepRad: number): void {
    const { ux, uy, vx, vy } = this
    let pieceRad = LONGEST_PIECE_RAD
    let offMm = OFF_IN_EIGHTH * Math.sqrt(ux * ux + uy * uy + vx * vx + vy * vy)
    for (let halvings = 0; halvings < MOST_HALVINGS; halvings += 1) {
      if (offMm <= SHARE * this.withinMm) break
      pieceRad /= 2
      offMm /= NEARER
    }
    this.startRad = startRad
    this.sweepRad = sweepRad
    this.pieces = Math.max(1, Math.ceil(Math.abs(sweepRad) / pieceRad - ROUND))
    this.piece = 0
    this.at(startRad)
  }

  /**
   * Writes the Bézier points of the next piece, x and y of each: both ends and tangents are those of the
   * ellipse, the inner points 4/3·tan(θ/4) of the derivative along (Goldapp, "Approximation of circular arcs by
   * cubic polynomials", 1991). False when none is left.
   */
  next(points: Float64Array): boolean {
    if (this.piece >= this.pieces) return false
    this.piece += 1
    const lift = (4 / 3) * Math.tan(this.sweepRad / this.pieces / 4)
    points[0] = this.x
    points[1] = this.y
    points[2] = this.x + lift * this.alongX
    points[3] = this.y + lift * this.alongY
    this.at(this.startRad + (this.sweepRad * this.piece) / this.pieces)
    points[4] = this.x - lift * this.alongX
    points[5] = this.y - lift * this.alongY
    points[6] = this.x
    points[7] = this.y
    return true
  }
}
