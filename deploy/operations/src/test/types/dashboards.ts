// What check.mjs writes dashboards against: Grafana's types, as JSON has them and as strict as TypeScript can be.
import type { Dashboard, DataQuery, FieldConfig, FieldConfigSource, Panel } from '@grafana/schema';
import type {
  FieldConfig as TimeSeriesFields,
  Options as TimeSeriesOptions,
} from '@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen';
import type { Options as StatOptions } from '@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen';

/** JSON has an enum's values, not its names. */
type Json<T> = T extends string
  ? `${T}`
  : T extends (infer Item)[]
    ? Json<Item>[]
    : T extends object
      ? { [Key in keyof T]: Json<T[Key]> }
      : T;

/** Of the data source's own, which @grafana/schema does not have: what Prometheus' query editor saves. */
type PrometheusQuery = DataQuery & { expr: string; legendFormat: string; instant?: boolean };

type PanelOf<Type extends string, Options, Fields> = Json<
  Omit<Panel, 'type' | 'options' | 'fieldConfig' | 'targets'> & {
    type: Type;
    options?: Partial<Options>;
    fieldConfig: Omit<FieldConfigSource, 'defaults'> & { defaults: Omit<FieldConfig, 'custom'> & { custom?: Fields } };
    targets: PrometheusQuery[];
  }
>;

export type Frame = Json<Omit<Dashboard, 'panels'>>;
/** By what is in a panel's `type`; who draws another kind of panel adds it here. */
export interface Panels {
  timeseries: PanelOf<'timeseries', TimeSeriesOptions, TimeSeriesFields>;
  stat: PanelOf<'stat', StatOptions, never>;
}
