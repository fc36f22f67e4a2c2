import { analyticsRisk, analyticsTimeline } from './analytics.ts'
import type { Command } from './command.ts'
import { demo } from './demo.ts'
import { doctor } from './doctor.ts'
import { dxfExport } from './dxf-export.ts'
import { dxfInfo } from './dxf-info.ts'
import { dxfSlice } from './dxf-slice.ts'
import { gcodeCheck } from './gcode-check.ts'
import { jigExport, jigList } from './jig.ts'
import { MACHINE_COMMANDS } from './machine/index.ts'
import { planCheck } from './plan-check.ts'
import { planCompare } from './plan-compare.ts'
import { planNew } from './plan-new.ts'
import { planOperations } from './plan-operations.ts'
import { planRecipe } from './plan-recipe.ts'
import { planRender } from './plan-render.ts'
import { planSchemaCommand } from './plan-schema.ts'
import { portsCommand } from './ports.ts'
import { postCheck, postPreview } from './post-check.ts'
import { postList } from './post-list.ts'
import { run } from './run.ts'
import { runsList, runsShow, runsVerify } from './runs.ts'
import { sawProgram } from './saw-program.ts'
import { sawStops } from './saw-stops.ts'
import { send } from './send.ts'
import { serve } from './serve.ts'
import { storeBackup, storeBackups } from './store-backup.ts'
import { storeMerge } from './store-merge.ts'
import { storeMigrate } from './store-migrate.ts'
import { storeAudit, storeReport } from './store-report.ts'
import { storeRestore } from './store-restore.ts'
import { storeHistory, storeSnapshot, storeStatus } from './store-status.ts'
import { virtualCommand } from './virtual.ts'

/** Every command there is, in the order `--help` lists them. */
export const COMMANDS: readonly Command[] = [
  demo,
  planNew,
  planCheck,
  planOperations,
  planCompare,
  planRecipe,
  planSchemaCommand,
  planRender,
  dxfExport,
  dxfInfo,
  dxfSlice,
  jigList,
  jigExport,
  run,
  postList,
  postCheck,
  postPreview,
  gcodeCheck,
  sawStops,
  sawProgram,
  send,
  portsCommand,
  ...MACHINE_COMMANDS,
  virtualCommand,
  runsList,
  runsShow,
  runsVerify,
  analyticsRisk,
  analyticsTimeline,
  storeBackup,
  storeBackups,
  storeRestore,
  storeMigrate,
  storeReport,
  storeAudit,
  storeStatus,
  storeHistory,
  storeSnapshot,
  storeMerge,
  serve,
  doctor,
]
