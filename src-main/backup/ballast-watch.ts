import { nodeFiles } from '../files/node-files.ts'
import { freeBytesOf, lookAfterBallast } from './ballast.ts'

/** Keeps an eye on the disk. */
export interface BallastWatch {
  /**
   * Looks at the disk now and gives the reserve up when it is full; called too when something could
   * not be written. `mayMake` also makes a missing reserve.
   */
  readonly look: (mayMake?: boolean) => Promise<void>
  /** What to tell a person; empty when all is well. */
  readonly notice: () => string
}

const FREED =
  'The disk of the data folder was full. RMOS gave up its reserve of 32 MB there, so that records can still be kept. Free some space on this disk now: the reserve is made again by itself.'

/** A watch over the reserve in a data folder; what keeps it from its work goes to `log`. */
export function watchBallast(dataDir: string, log: (message: string) => void): BallastWatch {
  let notice = ''
  let looking: Promise<void> | null = null
  const lookOnce = async (mayMake: boolean) => {
    try {
      const files = nodeFiles()
      const freeBytes = () => freeBytesOf(dataDir)
      const found = await lookAfterBallast({ dataDir, files, freeBytes, mayMake })
      if (found === 'freed') notice = FREED
      if (found === 'made' || found === 'kept') notice = ''
    } catch (error) {
      log(`The reserve in ${dataDir} could not be looked after: ${String(error)}`)
    }
  }
  return {
    notice: () => notice,
    look: (mayMake = false) => {
      looking ??= lookOnce(mayMake).finally(() => {
        looking = null
      })
      return looking
    },
  }
}
