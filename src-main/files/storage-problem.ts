import type { Problem } from '#core/contract/problem.ts'
import { systemErrorCode } from './durable-files.ts'

/** An expected failure of disk or database, as one sentence and what to do. */
export function storageProblem(message: string, remedy: string): Problem {
  return { kind: 'storage', message, remedy, requestId: '' }
}

const DISK_SENTENCES: Readonly<Record<string, readonly [cause: string, remedy: string]>> = {
  ENOSPC: ['the disk is full', 'Free some space on this disk, then try again.'],
  EDQUOT: ['the disk quota is used up', 'Free some space in your account, then try again.'],
  EFBIG: ['the file is larger than this disk allows', 'Use a disk with another file system.'],
  EACCES: [
    'the system does not permit it',
    'Check that this folder belongs to you, then try again.',
  ],
  EPERM: [
    'the system does not permit it',
    'Check that this folder belongs to you, then try again.',
  ],
  EROFS: ['the disk is read-only', 'Unlock the disk or choose another data folder.'],
  EIO: [
    'the disk reported a read or write error',
    'Copy your data to another disk now, then check this one.',
  ],
  ENOENT: [
    'it is not there',
    'Check that the data folder was not moved or removed, then try again.',
  ],
  ENOTDIR: ['a file stands where a folder belongs', 'Move that file aside, then try again.'],
  EEXIST: ['something of that name is there already', 'Move it aside, then try again.'],
  EBUSY: ['another program holds it open', 'Close the other program, then try again.'],
  EMFILE: ['too many files are open', 'Close other programs, then try again.'],
  ENFILE: ['too many files are open', 'Close other programs, then try again.'],
  ENAMETOOLONG: ['its path is too long for this system', 'Choose a shorter data folder.'],
}

/**
 * The problem behind a failed file call: `Cannot write runs/2026-11-21/….json: the disk is full`.
 * An error that is none of the system's own is a defect and is thrown on.
 */
export function fileProblem(error: unknown, doing: string, path: string): Problem {
  const code = systemErrorCode(error)
  if (code === '') throw error
  const [cause, remedy] = DISK_SENTENCES[code] ?? [
    `the system answered ${code}`,
    'Try again; if it stays, restart the computer.',
  ]
  return storageProblem(`Cannot ${doing} ${path}: ${cause}.`, remedy)
}
