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

/** A shorter way leads nowhere, in nodes. */
const SHORTEST_WAY_NODES = 12

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
 * The nodes through a narrow channel from one to the furthest unvisited one that hangs together with it, along its middle: the shortest where each step costs more the nearer the walls are (Dijkstra on the
 * field's nodes). Empty when nothing unvisited hangs together with it.
 */
function nodesAlongChannel(
  places: UnvisitedPlaces,
  from: number,
  roomMm: (node: number) => number,
): readonly number[] {
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
  const way: number[] = []
  for (let node: number | undefined = last; node !== undefined; node = before.get(node)) {
    way.push(node)
  }
  return way.reverse()
}

function smoothWay(places: UnvisitedPlaces, nodes: readonly number[]): readonly Point2[] {
  return smoothed(
    nodes.map((node) => places.placeOf(node)),
    12,
  )
}

/** The way through an unvisited channel from one of its ends to the other, a place of it given. */
export function wayThroughChannel(
  places: UnvisitedPlaces,
  place: number,
  roomMm: (node: number) => number,
): readonly Point2[] {
  const oneEnd = nodesAlongChannel(places, place, roomMm).at(-1)
  return smoothWay(places, nodesAlongChannel(places, oneEnd ?? place, roomMm))
}

/** A part of what is unvisited that hangs together, and the visited nodes that touch it. */
interface UnvisitedPart {
  readonly nodes: readonly number[]
  readonly border: readonly number[]
}

/** What a search of ways has to keep to. */
export interface ChannelRoom {
  /** Room of the tool's centre at a node beside what a way needs, mm; none where it is 0 or less. */
  readonly roomMm: (node: number) => number
  /** How far back into visited ground a way may begin, mm. */
  readonly backMm: number
  /** True when the tool can stand at a node on cleared ground. */
  readonly isClear: (node: number) => boolean
}

/** Ways from visited ground into parts not visited yet, each part once unless it was got into. */
export class ChannelWays {
  private readonly places: UnvisitedPlaces
  private readonly room: ChannelRoom
  /** 1 where a part was asked for already. */
  private tried: Uint8Array
  private scanned = 0

  constructor(places: UnvisitedPlaces, room: ChannelRoom) {
    this.places = places
    this.room = room
    this.tried = new Uint8Array(places.nodeCount)
  }

  /** Begins again: something was cut, and what had no way may have one now. */
  reset(): void {
    this.tried.fill(0)
    this.scanned = 0
  }

  private isOpen(node: number): boolean {
    return this.places.isUnvisited(node) && this.room.roomMm(node) > 0
  }

  private nextPart(): UnvisitedPart | null {
    const { places, tried } = this
    for (; this.scanned < places.nodeCount; this.scanned += 1) {
      if (tried[this.scanned] === 1 || !this.isOpen(this.scanned)) continue
      const nodes = [this.scanned]
      const border: number[] = []
      tried[this.scanned] = 1
      for (let at = 0; at < nodes.length; at += 1) {
        for (const next of places.neighbours(nodes[at] as number)) {
          if (tried[next] === 1) continue
          if (this.isOpen(next)) {
            tried[next] = 1
            nodes.push(next)
          } else if (this.isGround(next)) border.push(next)
        }
      }
      return { nodes, border }
    }
    return null
  }

  private isGround(node: number): boolean {
    return !this.places.isUnvisited(node) && this.room.roomMm(node) > 0
  }

  /** The visited nodes within reach of a border, the nearest first. */
  private groundBehind(border: readonly number[]): readonly number[] {
    const { places, room } = this
    const away = new Map<number, number>(border.map((node) => [node, 0]))
    const queue = new NearestFirst()
    for (const node of border) queue.push(0, node)
    const ground = new Set<number>()
    while (!queue.isEmpty) {
      const { key, node } = queue.pop()
      if (ground.has(node)) continue
      ground.add(node)
      const at = places.placeOf(node)
      for (const next of places.neighbours(node)) {
        if (ground.has(next) || !this.isGround(next)) continue
        const to = places.placeOf(next)
        const total = key + Math.hypot(to.xMm - at.xMm, to.yMm - at.yMm)
        if (total > room.backMm || total >= (away.get(next) ?? Infinity)) continue
        away.set(next, total)
        queue.push(total, next)
      }
    }
    return [...ground]
  }

  /** The way into the next part that can be got at, from a little back; null when there is none. */
  next(): readonly Point2[] | null {
    for (let part = this.nextPart(); part !== null; part = this.nextPart()) {
      const ground = this.groundBehind(part.border)
      const start = ground.find((node) => this.room.isClear(node))
      if (start === undefined) continue
      const behind = new Set(ground)
      const roomMm = (node: number) =>
        this.places.isUnvisited(node) || behind.has(node) ? this.room.roomMm(node) : 0
      const nodes = nodesAlongChannel(this.places, start, roomMm)
      if (nodes.length >= SHORTEST_WAY_NODES) return smoothWay(this.places, nodes)
    }
    return null
  }
}
