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
