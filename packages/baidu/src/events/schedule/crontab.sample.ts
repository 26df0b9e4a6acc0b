import type { ScheduleEvent } from '@sampan/core'
import { dataText, type EventSample, onlyOne } from '@sampan/core/samples'
import type { CrontabEvent } from '../../native-events.ts'
import { FUNCTION_BRN, USER } from '../account.sample.ts'

/** A crontab trigger. Data, where there is any, stands in `Input`, as far as anybody knows. */
export const crontab: EventSample<ScheduleEvent> = {
  name: 'baidu.crontab',
  kind: 'schedule',
  native: (events): CrontabEvent => {
    const { id, time, data } = onlyOne(events, 'baidu.crontab')
    return {
      account: USER,
      uuid: '2b6d0f4e-0000-4000-8000-0000000000c1',
      function_brn: FUNCTION_BRN,
      source: 'cfc:crontab',
      version: '0',
      detail_type: 'Scheduled Event',
      ...(time !== undefined && { time }),
      id,
      ...(data !== undefined && { Input: dataText(data) }),
    }
  },
}
