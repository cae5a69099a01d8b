import { useComputedColorScheme } from '@mantine/core';
import type { EChartsOption } from 'echarts';
import type { EChartsType } from 'echarts/core';
import { useEffect, useRef, useState } from 'react';

/** Redraws a chart when its place becomes wider or narrower. */
function follow(chart: EChartsType, place: HTMLElement): () => void {
  const observer = new ResizeObserver(() => chart.resize());
  observer.observe(place);
  return () => observer.disconnect();
}

/**
 * A chart. ECharts is loaded with the first one. What it shows is said in words as well, for whoever does not see it and
 * as its caption.
 */
export function Chart({
  option,
  label,
  height = 260,
  onPick,
}: {
  option: EChartsOption;
  /** What the chart shows, in a sentence. */
  label: string;
  height?: number;
  /** Called with the name and data of what is clicked. */
  onPick?: (picked: { name: string; data: unknown }) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<EChartsType>();
  const scheme = useComputedColorScheme();
  useEffect(() => {
    let end = (): void => undefined;
    let isGone = false;
    void import('./echarts').then(({ init }) => {
      if (isGone || !place.current) return;
      const made = init(place.current, scheme === 'dark' ? 'dark' : undefined);
      const unfollow = follow(made, place.current);
      end = () => {
        unfollow();
        made.dispose();
      };
      setChart(made);
    });
    return () => {
      isGone = true;
      end();
      setChart(undefined);
    };
  }, [scheme]);
  useEffect(() => {
    // A tooltip of HTML would need inline styles, which the policy refuses.
    const tooltip = { ...(option.tooltip as object), renderMode: 'richText' as const };
    chart?.setOption(
      { backgroundColor: 'transparent', animation: false, ...option, tooltip },
      { notMerge: true },
    );
  }, [chart, option]);
  useEffect(() => {
    if (!chart || scheme !== 'dark') return undefined;
    const paper = window.matchMedia('print');
    const change = ({ matches }: MediaQueryListEvent): void => {
      chart.setTheme(matches ? 'default' : 'dark');
      chart.getZr().flush();
    };
    paper.addEventListener('change', change);
    return () => paper.removeEventListener('change', change);
  }, [chart, scheme]);
  useEffect(() => {
    if (!chart || !onPick) return undefined;
    const pick = ({ name, data }: { name: string; data?: unknown }): void => onPick({ name, data });
    chart.on('click', pick);
    return () => void (chart.isDisposed() || chart.off('click', pick));
  }, [chart, onPick]);
  return <div ref={place} role="img" aria-label={label} style={{ height }} />;
}
