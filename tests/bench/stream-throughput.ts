import { loadavg } from 'node:os'
import { streamBlocked } from '../machine/forked-engine.ts'
import { denseProgram } from '../machine/rehearsal.ts'

/**
 * Streams 20,000 lines to the virtual controller in the engine's own process while this process,
 * its parent, does nothing but burn its core for two seconds in the middle. Prints one table.
 */
const LINE_COUNT = Number(process.argv[2] ?? '20000')
const LINK_BYTES_PER_SECOND = 11_520

const rows: string[] = []
for (const blockMs of [0, 2000]) {
  const run = await streamBlocked(denseProgram(LINE_COUNT), { blockAfterMs: 8000, blockMs })
  const { record, progress } = run
  rows.push(
    [
      String(LINE_COUNT).padStart(6),
      String(blockMs).padStart(9),
      run.bytesPerSecond.toFixed(0).padStart(9),
      `${((100 * run.bytesPerSecond) / LINK_BYTES_PER_SECOND).toFixed(2)} %`.padStart(9),
      record.starvedMs.toFixed(0).padStart(10),
      `${((100 * run.fairBytesPerSecond) / LINK_BYTES_PER_SECOND).toFixed(2)} %`.padStart(10),
      run.longestGapMs.toFixed(1).padStart(11),
      String(record.receiveHighWaterBytes).padStart(8),
      String(record.receiveDroppedBytes).padStart(8),
      (progress.outcome ?? '').padStart(10),
    ].join(' '),
  )
}
process.stdout.write(
  [
    ' lines  blocked ms  bytes/s  of 11520  starved ms  less that  longest ms  ring max  dropped    outcome',
    ...rows,
    `load average ${loadavg()[0]?.toFixed(2) ?? '?'}`,
    '',
  ].join('\n'),
)
