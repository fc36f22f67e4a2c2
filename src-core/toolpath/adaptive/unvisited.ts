import type { Point2 } from '../../geometry/point.ts'
import type { EngagementField } from './engagement-field.ts'
import type { AdaptiveSettings } from './settings.ts'

/** A node of the field where the tool's centre may be and has not come near. */
export interface UnvisitedPlace extends Point2 {
  /** Distance to the wall there, mm. */
  readonly wallMm: number
  readonly node: number
}

/** The path passed within so many tool radii of every place that is done. */
const NEAR_RADII = 1

/** Nodes where the tool's centre fits with `leaveMm` of stock, and their state. */
export class UnvisitedPlaces {
  private readonly field: EngagementField
  private readonly settings: AdaptiveSettings
  private readonly leaveMm: number
  /** 1 where no way was found. */
  private readonly givenUp: Uint8Array

  constructor(field: EngagementField, settings: AdaptiveSettings, leaveMm: number) {
    this.field = field
    this.settings = settings
    this.leaveMm = leaveMm
    this.givenUp = new Uint8Array(field.wall.values.length)
  }

  /** Nodes there are, from 0. */
  get nodeCount(): number {
    return this.field.wall.values.length
  }

  /** True when the tool's centre fits at a node. */
  fits(node: number): boolean {
    const wallMm = this.field.wall.values[node] ?? -1
    return wallMm >= this.settings.toolRadiusMm + this.leaveMm
  }

  /** True when it fits there and the path has not come near. */
  isUnvisited(node: number): boolean {
    const pathMm = this.field.path.values[node] ?? 0
    return pathMm > NEAR_RADII * this.settings.toolRadiusMm && this.fits(node)
  }

  /** Where a node lies. */
  placeOf(node: number): UnvisitedPlace {
    const { grid, values } = this.field.wall
    return {
      xMm: grid.minXMm + (node % grid.columns) * grid.cellMm,
      yMm: grid.minYMm + Math.floor(node / grid.columns) * grid.cellMm,
      wallMm: values[node] ?? 0,
      node,
    }
  }

  /** Asks no more about a node and its connected unvisited neighbours. */
  giveUp(node: number): void {
    const waiting = [node]
    while (waiting.length > 0) {
      const at = waiting.pop() as number
      if (this.givenUp[at] === 1 || !this.isUnvisited(at)) continue
      this.givenUp[at] = 1
      waiting.push(...this.neighbours(at))
    }
  }

  /** The eight nodes round one. */
  neighbours(node: number): readonly number[] {
    const { columns } = this.field.wall.grid
    return [
      node - columns - 1,
      node - columns,
      node - columns + 1,
      node - 1,
      node + 1,
      node + columns - 1,
      node + columns,
      node + columns + 1,
    ]
  }

  /**
   * The unvisited place with the most room about it; of those with as much (to one cell) the one nearest
   * to their middle. Null when all is visited or given up.
   */
  roomiest(): UnvisitedPlace | null {
    const { values, grid } = this.field.wall
    const isOpen = (node: number) => this.isUnvisited(node) && this.givenUp[node] === 0
    let mostMm = 0
    for (let node = 0; node < values.length; node += 1) {
      if ((values[node] as number) > mostMm && isOpen(node)) mostMm = values[node] as number
    }
    // gone over twice rather than kept: a large field has millions of nodes
    const eachWide = (found: (place: UnvisitedPlace) => void) => {
      for (let node = 0; mostMm > 0 && node < values.length; node += 1) {
        const isWide = (values[node] as number) >= mostMm - grid.cellMm / 2
        if (isWide && isOpen(node)) found(this.placeOf(node))
      }
    }
    const sum = { xMm: 0, yMm: 0, count: 0 }
    eachWide(({ xMm, yMm }) => {
      sum.xMm += xMm
      sum.yMm += yMm
      sum.count += 1
    })
    const nearest: { place: UnvisitedPlace | null; awayMm: number } = {
      place: null,
      awayMm: Infinity,
    }
    eachWide((place) => {
      const awayMm = Math.hypot(place.xMm - sum.xMm / sum.count, place.yMm - sum.yMm / sum.count)
      if (awayMm < nearest.awayMm - 1e-9) Object.assign(nearest, { place, awayMm })
    })
    return nearest.place
  }
}
