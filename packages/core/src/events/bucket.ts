import { checkOptions } from '../options.ts'
import type { Trigger } from '../trigger.ts'
import { startEngine } from './engine.ts'
import type { BucketAction, BucketEvent } from './event.ts'
import { nativeName, sameResource } from './resource.ts'

/** Which objects: both where both are given. */
export interface KeyFilter {
  /** How keys begin: `incoming/`. */
  prefix?: string
  /** How keys end: `.jpg`. */
  suffix?: string
}

/** Something that happens to objects of one bucket. */
export interface BucketTrigger<Action extends BucketAction = BucketAction> extends Trigger<
  BucketEvent<Action>
> {
  readonly kind: 'bucket'
  readonly bucket: string
  /** Undefined where every action is taken. */
  readonly action: Action | undefined
  readonly prefix: string
  readonly suffix: string
}

/** A bucket of object storage. As a trigger it takes whatever happens to any of its objects. */
export interface Bucket extends BucketTrigger {
  readonly name: string
  /** An object was put, copied or completed: `uploads.created({ suffix: '.jpg' })`. */
  created(filter?: KeyFilter): BucketTrigger<'created'>
  /** An object was deleted, or hidden by a delete marker. */
  deleted(filter?: KeyFilter): BucketTrigger<'deleted'>
}

/** A bucket by its name. */
export function bucket(name: string): Bucket {
  return {
    ...trigger(name, undefined, {}),
    name,
    created: (filter = {}) => trigger(name, 'created', filter),
    deleted: (filter = {}) => trigger(name, 'deleted', filter),
  }
}

function trigger<Action extends BucketAction>(
  name: string,
  action: Action | undefined,
  filter: KeyFilter,
): BucketTrigger<Action> {
  checkOptions('a bucket trigger', filter, ['prefix', 'suffix'])
  const { prefix = '', suffix = '' } = filter
  return {
    kind: 'bucket',
    engine: startEngine,
    bucket: name,
    action,
    prefix,
    suffix,
    label: [`bucket ${name}`, action, prefix && `prefix ${prefix}`, suffix && `suffix ${suffix}`]
      .filter(Boolean)
      .join(' '),
    overlaps(other, names) {
      if (other.kind !== 'bucket') return false
      const that = other as BucketTrigger
      return (
        sameResource(name, that.bucket, names) &&
        (action === undefined || that.action === undefined || action === that.action) &&
        // Some key begins with both and ends with both; S3 refuses such pairs of notifications for the same reason.
        (prefix.startsWith(that.prefix) || that.prefix.startsWith(prefix)) &&
        (suffix.endsWith(that.suffix) || that.suffix.endsWith(suffix))
      )
    },
    claims: (event: BucketEvent, names, sole) =>
      (sole || event.bucket === nativeName(name, names)) &&
      (action === undefined || event.action === action) &&
      event.key.startsWith(prefix) &&
      event.key.endsWith(suffix),
  }
}
