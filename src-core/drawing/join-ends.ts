import { reversedPath } from '../geometry/outline.ts'
import type { Path, Segment } from '../geometry/path.ts'
import { distanceMm, type Point2 } from '../geometry/point.ts'

/** Ends nearer than this are one point that was rounded, and joining them repairs nothing. */
const ROUNDED_MM = 1e-6

/** Open paths laid end to end, with where a gap was closed. */
export interface Joined {
  /** Indices of the paths it was made of, in their order along it. */
  readonly members: readonly number[]
  readonly path: Path
  readonly gaps: readonly { readonly at: Point2; readonly gapMm: number }[]
}

/** What came of joining. */
export interface Joining {
  readonly chains: readonly Joined[]
  /** Points where more than two ends meet, so that nobody can say which go together. */
  readonly branches: readonly Point2[]
  /** Ends that stand alone. */
  readonly looseEnds: readonly Point2[]
}

interface Node {
  readonly at: Point2
  /** 2·path for its start, 2·path + 1 for its end. */
  readonly ends: number[]
}

/** Points in cells, each found from anywhere within the cell's size. */
export class PointGrid<T extends { readonly at: Point2 }> {
  private readonly cells = new Map<string, T[]>()
  private readonly cellMm: number

  constructor(cellMm: number) {
    this.cellMm = cellMm
  }

  /** Takes one in. */
  add(item: T): void {
    const key = this.key(this.cell(item.at.xMm), this.cell(item.at.yMm))
    const cell = this.cells.get(key)
    if (cell === undefined) this.cells.set(key, [item])
    else cell.push(item)
  }

  /** Those within the cell's size of a point. */
  near(at: Point2): readonly T[] {
    const [column, row] = [this.cell(at.xMm), this.cell(at.yMm)]
    const found: T[] = []
    for (let x = column - 1; x <= column + 1; x += 1) {
      for (let y = row - 1; y <= row + 1; y += 1) {
        for (const item of this.cells.get(this.key(x, y)) ?? []) {
          if (distanceMm(item.at, at) <= this.cellMm) found.push(item)
        }
      }
    }
    return found
  }

  private cell(valueMm: number): number {
    return Math.floor(valueMm / this.cellMm)
  }

  private key(column: number, row: number): string {
    return `${String(column)},${String(row)}`
  }
}

function endPoint(path: Path, which: 0 | 1): Point2 {
  const segment = which === 0 ? path[0] : path.at(-1)
  if (segment === undefined) throw new Error('a path has pieces')
  return which === 0 ? segment.from : segment.to
}

/** Makes the next piece begin where the last one ends: a line's end moves, two arcs get a short line. */
function append(path: Segment[], next: Path, gaps: { at: Point2; gapMm: number }[]): void {
  const last = path.at(-1)
  const [first, ...rest] = next
  if (last === undefined || first === undefined) {
    path.push(...next)
    return
  }
  const gapMm = distanceMm(last.to, first.from)
  if (gapMm > ROUNDED_MM) gaps.push({ at: last.to, gapMm })
  if (first.kind === 'line') path.push({ ...first, from: last.to })
  else if (last.kind === 'line') path.splice(-1, 1, { ...last, to: first.from }, first)
  else if (gapMm > ROUNDED_MM) path.push({ kind: 'line', from: last.to, to: first.from }, first)
  else path.push(first)
  for (const segment of rest) path.push(segment)
}

/** Closes a path onto its own start in the same way; null when its ends are farther apart than that. */
export function closedOnItself(
  path: Path,
  toleranceMm: number,
): { readonly path: Path; readonly gapMm: number } | null {
  const gapMm = distanceMm(endPoint(path, 0), endPoint(path, 1))
  const [first, last] = [path[0], path.at(-1)]
  if (gapMm > toleranceMm || first === undefined || last === undefined) return null
  if (gapMm === 0) return { path, gapMm }
  // a single short piece is open however near its ends are
  return path.length === 1 ? null : { path: closedPath(path, first, last), gapMm }
}

function closedPath(path: Path, first: Segment, last: Segment): Path {
  if (last.kind === 'line') return [...path.slice(0, -1), { ...last, to: first.from }]
  if (first.kind === 'line') return [{ ...first, from: last.to }, ...path.slice(1)]
  if (distanceMm(first.from, last.to) <= ROUNDED_MM) return path
  return [...path, { kind: 'line', from: last.to, to: first.from }]
}

function nodesOf(paths: readonly Path[], toleranceMm: number) {
  const grid = new PointGrid<Node>(toleranceMm)
  const nodes: Node[] = []
  const nodeOf: Node[] = []
  paths.forEach((path, index) => {
    for (const which of [0, 1] as const) {
      const at = endPoint(path, which)
      let node = grid.near(at)[0]
      if (node === undefined) {
        node = { at, ends: [] }
        grid.add(node)
        nodes.push(node)
      }
      node.ends.push(2 * index + which)
      nodeOf.push(node)
    }
  })
  return { nodes, nodeOf }
}

/** The end that goes on from this one, or null where none or more than one does. */
function partnerOf(nodeOf: readonly Node[], end: number): number | null {
  const ends = nodeOf[end]?.ends ?? []
  if (ends.length !== 2) return null
  return (ends[0] === end ? ends[1] : ends[0]) ?? null
}

/** Lays open paths of one layer end to end wherever exactly two ends meet within the tolerance. */
export function joinEnds(paths: readonly Path[], toleranceMm: number): Joining {
  const { nodes, nodeOf } = nodesOf(paths, toleranceMm)
  const used = new Set<number>()
  const walk = (startEnd: number): Joined => {
    const path: Segment[] = []
    const members: number[] = []
    const gaps: { at: Point2; gapMm: number }[] = []
    let end: number | null = startEnd
    while (end !== null && !used.has(end >> 1)) {
      const index: number = end >> 1
      used.add(index)
      members.push(index)
      const own = paths[index] ?? []
      append(path, end % 2 === 0 ? own : reversedPath(own), gaps)
      end = partnerOf(nodeOf, end ^ 1)
    }
    return { members, path, gaps }
  }
  const chains: Joined[] = []
  for (let end = 0; end < 2 * paths.length; end += 1) {
    if (!used.has(end >> 1) && partnerOf(nodeOf, end) === null) chains.push(walk(end))
  }
  // what is left goes round
  for (let index = 0; index < paths.length; index += 1) {
    if (!used.has(index)) chains.push(walk(2 * index))
  }
  return {
    chains,
    branches: nodes.filter(({ ends }) => ends.length > 2).map(({ at }) => at),
    looseEnds: nodes.filter(({ ends }) => ends.length === 1).map(({ at }) => at),
  }
}
