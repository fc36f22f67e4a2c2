import type { Problem } from '#core/contract/problem.ts'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { backupModulePath } from '../backup/backup-desk.ts'
import { camModulePath } from '../cam/cam-module.ts'
import { MEMORY_FLAGS } from '../cam/memory-limit.ts'
import { chooseDatabase } from '../cli/data-dir.ts'
import type { DefectEntry } from '../handlers/router.ts'
import { engineModulePath } from '../machine/fork-engine.ts'
import { migrationModulePath } from '../migration/task-runner.ts'
import { openBench } from '../serve/open-bench.ts'
import { keepWorkshop } from '../workshop/workshop-keeper.ts'
import { openDesktop } from './desktop.ts'
import { showFolder } from './dialogs.ts'
import { createDirectPorts } from './direct-port.ts'
import { utilityEngine } from './engine-link.ts'
import { openLog } from './log-file.ts'

/** Builds the workshop over a data folder, with its processes, and opens the desktop on it; why not, if it cannot. */
export async function startApp(dataDir: string, installDir: string): Promise<Problem | null> {
  const writeLog = openLog(dataDir, () => new Date())
  const reports = {
    log: (message: string) => {
      writeLog({ message })
    },
    logDefect: (defect: DefectEntry) => {
      writeLog({ ...defect })
    },
    newRequestId: () => randomBytes(4).toString('hex'),
  }
  const directPorts = createDirectPorts()
  const kept = await keepWorkshop({
    dataDir,
    ...chooseDatabase(dataDir, process.env),
    installDir,
    shell: 'electron',
    spawnEngine: utilityEngine(engineModulePath(), undefined, [], directPorts.engineStarted),
    spawnBackup: utilityEngine(backupModulePath(), 'RMOS backup'),
    spawnMigration: utilityEngine(migrationModulePath(), 'RMOS import'),
    spawnCam: utilityEngine(camModulePath(), 'RMOS drawings and toolpaths', MEMORY_FLAGS),
    openFolder: showFolder,
    ...reports,
  })
  if (!kept.ok) return kept.error
  const rendererDir = join(installDir, 'out/renderer')
  const bench = openBench({ keeper: kept.value, dataDir, rendererDir, ...reports })
  await openDesktop({
    ...{ keeper: kept.value, bench, directPorts, dataDir, installDir, log: reports.log },
  })
  kept.value.startBackups()
  return null
}
