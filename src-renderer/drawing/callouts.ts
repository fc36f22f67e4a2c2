/** Spreads labels along a line so that they stand at least `leastPx` apart, each as near its wish as that allows. */
export function spreadLabels(wishesPx: readonly number[], leastPx: number): readonly number[] {
  const order = wishesPx
    .map((_, index) => index)
    .sort((a, b) => (wishesPx[a] ?? 0) - (wishesPx[b] ?? 0))
  // Pool neighbours that are too close into blocks, each centred on the mean of its wishes.
  const blocks: { members: number[]; centrePx: number }[] = []
  const spanPx = (count: number) => (count - 1) * leastPx
  for (const index of order) {
    let block = { members: [index], centrePx: wishesPx[index] ?? 0 }
    for (let before = blocks.at(-1); before !== undefined; before = blocks.at(-1)) {
      const bottom = before.centrePx + spanPx(before.members.length) / 2
      const top = block.centrePx - spanPx(block.members.length) / 2
      if (top - bottom >= leastPx) break
      blocks.pop()
      const members = [...before.members, ...block.members]
      const centrePx =
        members.reduce((sum, member) => sum + (wishesPx[member] ?? 0), 0) / members.length
      block = { members, centrePx }
    }
    blocks.push(block)
  }
  const places = wishesPx.map(() => 0)
  for (const { members, centrePx } of blocks) {
    members.forEach((member, index) => {
      places[member] = centrePx - spanPx(members.length) / 2 + index * leastPx
    })
  }
  return places
}

/** What can be named beside the drawing. */
export interface Nameable {
  readonly kind: 'ring' | 'land'
  readonly lit: boolean
}

/**
 * The labels there is room for, in their order: what is lit first, then rings, then the wood between
 * them, each from the inside out.
 */
export function chosenLabels<T extends Nameable>(
  subjects: readonly T[],
  room: number,
): readonly T[] {
  if (subjects.length <= room) return subjects
  const rank = ({ kind, lit }: T) => (lit ? 0 : kind === 'ring' ? 1 : 2)
  // One line is kept for saying how many are left out.
  const chosen = new Set(
    subjects.toSorted((a, b) => rank(a) - rank(b)).slice(0, Math.max(1, room - 1)),
  )
  return subjects.filter((subject) => chosen.has(subject))
}
