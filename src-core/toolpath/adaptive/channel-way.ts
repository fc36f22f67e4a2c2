import type { Point2 } from '../../geometry/point.ts'
import type { UnvisitedPlaces } from './unvisited.ts'

/** A queue that gives the nearest first. A binary heap. */
class NearestFirst {
  private readonly keys: number[] = []
  private readonly nodes: number[] = []

  get isEmpty(): boolean {
    return this.keys.length === 0
  }

  private swap(a: number, b: number): void {
    const key = this.keys[a] as number
    const node = this.nodes[a] as number
    this.keys[a] = this.keys[b] as number
    this.nodes[a] = this.nodes[b] as number
    this.keys[b] = key
    this.nodes[b] = node
  }

  push(key: number, node: number): void {
    this.keys.push(key)
    this.nodes.push(node)
    let at = this.keys.length - 1
    while (at > 0) {
      const parent = (at - 1) >> 1
      if ((this.keys[parent] as number) <= (this.keys[at] as number)) return
      this.swap(at, parent)
      at = parent
    }
  }

  pop(): { readonly key: number; readonly node: number } {
    const result = { key: this.keys[0] as number, node: this.nodes[0] as number }
    const last = this.keys.length - 1
    this.swap(0, last)
    this.keys.pop()
    this.nodes.pop()
    for (let at = 0; ;) {
      let least = at
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < last && (this.keys[child] as number) < (this.keys[least] as number)) {
          least = child
        }
      }
      if (least === at) return result
      this.swap(at, least)
      at = least
    }
  }
}

/** Running mean over so many points before and after, the ends kept. */
function smoothed(points: readonly Point2[], reach: number): readonly Point2[] {
  return points.map((_, index) => {
    const span = Math.min(reach, index, points.length - 1 - index)
    const some = points.slice(index - span, index + span + 1)
    return {
      xMm: some.reduce((sum, { xMm }) => sum + xMm, 0) / some.length,
      yMm: some.reduce((sum, { yMm }) => sum + yMm, 0) / some.length,
    }
  })
}

/**
 * The way through a narrow channel from a place to the furthest unvisited place that hangs together with
 * it, along its middle: the shortest where each step costs more the nearer the walls are (Dijkstra on the
 * field's nodes). Empty when nothing unvisited hangs together with it.
 */
export function wayAlongChannel(
  places: UnvisitedPlaces,
  from: number,
  roomMm: (node: number) => number,
): readonly Point2[] {
  const cost = new Map<number, number>([[from, 0]])
  const before = new Map<number, number>()
  const queue = new NearestFirst()
  queue.push(0, from)
  const done = new Set<number>()
  let last = from
  const look = (node: number, next: number, key: number) => {
    const room = roomMm(next)
    // through what is visited only near the start: the way is for what is not
    const goesBack = !places.isUnvisited(next) && places.isUnvisited(node)
    if (room <= 0 || done.has(next) || goesBack) return
    const at = places.placeOf(node)
    const to = places.placeOf(next)
    const total = key + Math.hypot(to.xMm - at.xMm, to.yMm - at.yMm) / (room * room)
    if (total >= (cost.get(next) ?? Infinity)) return
    cost.set(next, total)
    before.set(next, node)
    queue.push(total, next)
  }
  while (!queue.isEmpty) {
    const { key, node } = queue.pop()
    if (done.has(node)) continue
    done.add(node)
    if (places.isUnvisited(node)) last = node
    for (const next of places.neighbours(node)) look(node, next, key)
  }
  if (last === from) return []
  const way: Point2[] = []
  for (let node: number | undefined = last; node !== undefined; node = before.get(node)) {
    way.push(places.placeOf(node))
  }
  return smoothed(way.reverse(), 12)
}
