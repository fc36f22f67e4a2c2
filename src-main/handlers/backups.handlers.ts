import type { Backup, SafeMode } from '#core/contract/backups.contract.ts'
import type { Handlers } from '#core/contract/index.ts'
import type { Problem } from '#core/contract/problem.ts'
import { type Result, success } from '#core/outcome/result.ts'
import { basename, join } from 'node:path'
import { BACKUPS_FOLDER } from '../backup/backup-names.ts'
import type { BackupService } from '../backup/backup-service.ts'
import type { ListedBackup } from '../backup/list-backups.ts'
import type { RestorePreview } from '../backup/restore-plan.ts'

/** What the backup calls work with. */
export interface BackupsParts {
  readonly dataDir: string
  readonly service: BackupService
  readonly mode: () => { readonly mode: 'open' } | SafeMode
  /** The installation of the data folder; null when it does not say. */
  readonly installId: () => Promise<string | null>
  readonly notices: () => readonly string[]
  readonly restore: (
    fileName: string,
    otherInstallation: boolean,
  ) => Promise<Result<{ readonly asidePath: string }, Problem>>
  readonly startEmpty: () => Promise<Result<{ readonly asidePath: string }, Problem>>
  readonly openFolder: (path: string) => Promise<Result<void, Problem>>
}

function toBackup(backup: ListedBackup, installId: string | null): Backup {
  const { fileName, kind, createdAtUtc, sizeBytes, contents, trouble } = backup
  return {
    ...{ fileName, kind, createdAtUtc, sizeBytes, trouble },
    scope: contents?.scope ?? null,
    counts: contents?.counts ?? null,
    isOwn: installId === null || contents === null ? null : contents.installId === installId,
  }
}

function toPreview(preview: RestorePreview) {
  const { copy, now, installation, olderSchema } = preview
  const { runsSetAside, runsComingBack, runsWithoutFile } = preview
  return {
    fileName: basename(copy.path),
    scope: copy.scope,
    createdAtUtc: copy.createdAtUtc,
    counts: copy.facts.counts,
    countsNow: now?.counts ?? null,
    ...{ installation, olderSchema, runsSetAside, runsComingBack, runsWithoutFile },
  }
}

/** Answers the calls about backups, whether the workshop is open or not. */
export function backupsHandlers(parts: BackupsParts): Handlers['backups'] {
  const { service, dataDir } = parts
  const folder = join(dataDir, BACKUPS_FOLDER)
  return {
    mode: () => success(parts.mode()),
    list: async () => {
      const listed = await service.list()
      if (!listed.ok) return listed
      const installId = await parts.installId()
      const backups = listed.value.map((backup) => toBackup(backup, installId))
      return success({ backups, folder, notices: [...parts.notices()] })
    },
    make: async () => {
      const made = await service.make({ kind: 'manual', scope: 'everything' })
      return made.ok ? success({ fileName: basename(made.value.path) }) : made
    },
    cancel: () => {
      service.cancel()
      return success({})
    },
    preview: async ({ fileName }) => {
      const preview = await service.preview(fileName)
      return preview.ok ? success(toPreview(preview.value)) : preview
    },
    restore: ({ fileName, otherInstallation }) => parts.restore(fileName, otherInstallation),
    startEmpty: () => parts.startEmpty(),
    openFolder: async ({ which }) => {
      const opened = await parts.openFolder(which === 'backups' ? folder : dataDir)
      return opened.ok ? success({}) : opened
    },
  }
}
