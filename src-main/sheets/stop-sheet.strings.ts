import type { SawBatch } from '#core/rosette/saw-batches.ts'

const mm = (valueMm: number) => valueMm.toFixed(2)

/** Every word of the printed stop table. */
export const stopStrings = {
  title: 'Stop table',
  mm,
  slices: (ring: string) => `${ring}: slices off the log`,
  strips: (ring: string, plate: number) => `${ring}: strips off plate ${String(plate)}`,
  stock: (pieces: number) => (pieces === 1 ? 'Stock, length' : `${String(pieces)} logs, each`),
  pieces: (kind: SawBatch['kind'], count: number) =>
    `${String(count)} ${kind === 'slices' ? 'slices' : 'strips'} of`,
  kerf: 'Kerf',
  how: 'Every stop is measured from the squared end, never from the cut before, so errors do not add up. Small pieces: sled, zero-clearance insert and stop block.',
  square: (trimMm: number) => `Square ${mm(trimMm / 2)} mm off one end first.`,
  squaredEnd: '0 = squared end',
  left: (valueMm: number) => `${mm(valueMm)} left`,
  cutHead: 'Cut',
  stopHead: 'Stop, to the near face',
  bladeHead: 'Middle of the kerf',
  leftHead: 'Left',
  doneHead: 'Done',
  sum: ({ count, thicknessMm, kerfMm, trimMm, table }: SawBatch, kerfs: number, leftMm: number) => {
    const slices = kerfs < count ? kerfs : count
    return `Sum: ${mm(trimMm / 2)} squared + ${String(slices)} × ${mm(thicknessMm)} + ${String(kerfs)} × ${mm(kerfMm)} + ${mm(leftMm)} left = ${mm(table.sumMm)} mm`
  },
  remnant: 'The last piece is what is left: it needs no cut, and is planed to thickness.',
} as const
