#include "CConsoleFiles.h"

// The compiler puts each file into the binary as it is, and builds anew when one changes: it is in the dependencies that it writes.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char css_base_css[] = {
#embed "../../ArresterConsole/Web/css/base.css"
};
static const unsigned char css_layout_css[] = {
#embed "../../ArresterConsole/Web/css/layout.css"
};
static const unsigned char css_parts_css[] = {
#embed "../../ArresterConsole/Web/css/parts.css"
};
static const unsigned char css_plots_css[] = {
#embed "../../ArresterConsole/Web/css/plots.css"
};
static const unsigned char css_screens_css[] = {
#embed "../../ArresterConsole/Web/css/screens.css"
};
static const unsigned char css_tokens_css[] = {
#embed "../../ArresterConsole/Web/css/tokens.css"
};
static const unsigned char icon_svg[] = {
#embed "../../ArresterConsole/Web/icon.svg"
};
static const unsigned char index_html[] = {
#embed "../../ArresterConsole/Web/index.html"
};
static const unsigned char js_core_address_js[] = {
#embed "../../ArresterConsole/Web/js/core/address.js"
};
static const unsigned char js_core_api_js[] = {
#embed "../../ArresterConsole/Web/js/core/api.js"
};
static const unsigned char js_core_dom_js[] = {
#embed "../../ArresterConsole/Web/js/core/dom.js"
};
static const unsigned char js_core_feed_js[] = {
#embed "../../ArresterConsole/Web/js/core/feed.js"
};
static const unsigned char js_core_format_js[] = {
#embed "../../ArresterConsole/Web/js/core/format.js"
};
static const unsigned char js_core_keyed_js[] = {
#embed "../../ArresterConsole/Web/js/core/keyed.js"
};
static const unsigned char js_core_later_js[] = {
#embed "../../ArresterConsole/Web/js/core/later.js"
};
static const unsigned char js_core_peaks_js[] = {
#embed "../../ArresterConsole/Web/js/core/peaks.js"
};
static const unsigned char js_core_polled_js[] = {
#embed "../../ArresterConsole/Web/js/core/polled.js"
};
static const unsigned char js_core_router_js[] = {
#embed "../../ArresterConsole/Web/js/core/router.js"
};
static const unsigned char js_core_scale_js[] = {
#embed "../../ArresterConsole/Web/js/core/scale.js"
};
static const unsigned char js_core_seen_js[] = {
#embed "../../ArresterConsole/Web/js/core/seen.js"
};
static const unsigned char js_core_session_js[] = {
#embed "../../ArresterConsole/Web/js/core/session.js"
};
static const unsigned char js_core_sse_js[] = {
#embed "../../ArresterConsole/Web/js/core/sse.js"
};
static const unsigned char js_core_store_js[] = {
#embed "../../ArresterConsole/Web/js/core/store.js"
};
static const unsigned char js_main_js[] = {
#embed "../../ArresterConsole/Web/js/main.js"
};
static const unsigned char js_parts_acts_js[] = {
#embed "../../ArresterConsole/Web/js/parts/acts.js"
};
static const unsigned char js_parts_badge_js[] = {
#embed "../../ArresterConsole/Web/js/parts/badge.js"
};
static const unsigned char js_parts_breakeraside_js[] = {
#embed "../../ArresterConsole/Web/js/parts/breakeraside.js"
};
static const unsigned char js_parts_connection_js[] = {
#embed "../../ArresterConsole/Web/js/parts/connection.js"
};
static const unsigned char js_parts_damage_js[] = {
#embed "../../ArresterConsole/Web/js/parts/damage.js"
};
static const unsigned char js_parts_dialog_js[] = {
#embed "../../ArresterConsole/Web/js/parts/dialog.js"
};
static const unsigned char js_parts_figures_js[] = {
#embed "../../ArresterConsole/Web/js/parts/figures.js"
};
static const unsigned char js_parts_filters_js[] = {
#embed "../../ArresterConsole/Web/js/parts/filters.js"
};
static const unsigned char js_parts_halting_js[] = {
#embed "../../ArresterConsole/Web/js/parts/halting.js"
};
static const unsigned char js_parts_manifest_js[] = {
#embed "../../ArresterConsole/Web/js/parts/manifest.js"
};
static const unsigned char js_parts_planform_js[] = {
#embed "../../ArresterConsole/Web/js/parts/planform.js"
};
static const unsigned char js_parts_principals_js[] = {
#embed "../../ArresterConsole/Web/js/parts/principals.js"
};
static const unsigned char js_parts_rule_js[] = {
#embed "../../ArresterConsole/Web/js/parts/rule.js"
};
static const unsigned char js_parts_sheet_js[] = {
#embed "../../ArresterConsole/Web/js/parts/sheet.js"
};
static const unsigned char js_parts_shell_js[] = {
#embed "../../ArresterConsole/Web/js/parts/shell.js"
};
static const unsigned char js_parts_standing_js[] = {
#embed "../../ArresterConsole/Web/js/parts/standing.js"
};
static const unsigned char js_parts_story_js[] = {
#embed "../../ArresterConsole/Web/js/parts/story.js"
};
static const unsigned char js_parts_theme_js[] = {
#embed "../../ArresterConsole/Web/js/parts/theme.js"
};
static const unsigned char js_plots_axes_js[] = {
#embed "../../ArresterConsole/Web/js/plots/axes.js"
};
static const unsigned char js_plots_distribution_js[] = {
#embed "../../ArresterConsole/Web/js/plots/distribution.js"
};
static const unsigned char js_plots_fitted_js[] = {
#embed "../../ArresterConsole/Web/js/plots/fitted.js"
};
static const unsigned char js_plots_gauge_js[] = {
#embed "../../ArresterConsole/Web/js/plots/gauge.js"
};
static const unsigned char js_plots_glyphs_js[] = {
#embed "../../ArresterConsole/Web/js/plots/glyphs.js"
};
static const unsigned char js_plots_ledger_js[] = {
#embed "../../ArresterConsole/Web/js/plots/ledger.js"
};
static const unsigned char js_plots_levels_js[] = {
#embed "../../ArresterConsole/Web/js/plots/levels.js"
};
static const unsigned char js_plots_sparkline_js[] = {
#embed "../../ArresterConsole/Web/js/plots/sparkline.js"
};
static const unsigned char js_plots_timeline_js[] = {
#embed "../../ArresterConsole/Web/js/plots/timeline.js"
};
static const unsigned char js_screens_all_js[] = {
#embed "../../ArresterConsole/Web/js/screens/all.js"
};
static const unsigned char js_screens_audit_js[] = {
#embed "../../ArresterConsole/Web/js/screens/audit.js"
};
static const unsigned char js_screens_breaker_js[] = {
#embed "../../ArresterConsole/Web/js/screens/breaker.js"
};
static const unsigned char js_screens_breakers_js[] = {
#embed "../../ArresterConsole/Web/js/screens/breakers.js"
};
static const unsigned char js_screens_health_js[] = {
#embed "../../ArresterConsole/Web/js/screens/health.js"
};
static const unsigned char js_screens_model_js[] = {
#embed "../../ArresterConsole/Web/js/screens/model.js"
};
static const unsigned char js_screens_now_js[] = {
#embed "../../ArresterConsole/Web/js/screens/now.js"
};
static const unsigned char js_screens_plans_js[] = {
#embed "../../ArresterConsole/Web/js/screens/plans.js"
};
static const unsigned char js_screens_signin_js[] = {
#embed "../../ArresterConsole/Web/js/screens/signin.js"
};
static const unsigned char js_screens_trip_js[] = {
#embed "../../ArresterConsole/Web/js/screens/trip.js"
};
static const unsigned char js_screens_trips_js[] = {
#embed "../../ArresterConsole/Web/js/screens/trips.js"
};
static const unsigned char js_words_acts_js[] = {
#embed "../../ArresterConsole/Web/js/words/acts.js"
};
static const unsigned char js_words_plans_js[] = {
#embed "../../ArresterConsole/Web/js/words/plans.js"
};
static const unsigned char js_words_signals_js[] = {
#embed "../../ArresterConsole/Web/js/words/signals.js"
};
static const unsigned char js_words_states_js[] = {
#embed "../../ArresterConsole/Web/js/words/states.js"
};

#define ARRESTER_FILE(path, name) {path, name, sizeof name}

static const struct arrester_console_file files[] = {
    ARRESTER_FILE("css/base.css", css_base_css),
    ARRESTER_FILE("css/layout.css", css_layout_css),
    ARRESTER_FILE("css/parts.css", css_parts_css),
    ARRESTER_FILE("css/plots.css", css_plots_css),
    ARRESTER_FILE("css/screens.css", css_screens_css),
    ARRESTER_FILE("css/tokens.css", css_tokens_css),
    ARRESTER_FILE("icon.svg", icon_svg),
    ARRESTER_FILE("index.html", index_html),
    ARRESTER_FILE("js/core/address.js", js_core_address_js),
    ARRESTER_FILE("js/core/api.js", js_core_api_js),
    ARRESTER_FILE("js/core/dom.js", js_core_dom_js),
    ARRESTER_FILE("js/core/feed.js", js_core_feed_js),
    ARRESTER_FILE("js/core/format.js", js_core_format_js),
    ARRESTER_FILE("js/core/keyed.js", js_core_keyed_js),
    ARRESTER_FILE("js/core/later.js", js_core_later_js),
    ARRESTER_FILE("js/core/peaks.js", js_core_peaks_js),
    ARRESTER_FILE("js/core/polled.js", js_core_polled_js),
    ARRESTER_FILE("js/core/router.js", js_core_router_js),
    ARRESTER_FILE("js/core/scale.js", js_core_scale_js),
    ARRESTER_FILE("js/core/seen.js", js_core_seen_js),
    ARRESTER_FILE("js/core/session.js", js_core_session_js),
    ARRESTER_FILE("js/core/sse.js", js_core_sse_js),
    ARRESTER_FILE("js/core/store.js", js_core_store_js),
    ARRESTER_FILE("js/main.js", js_main_js),
    ARRESTER_FILE("js/parts/acts.js", js_parts_acts_js),
    ARRESTER_FILE("js/parts/badge.js", js_parts_badge_js),
    ARRESTER_FILE("js/parts/breakeraside.js", js_parts_breakeraside_js),
    ARRESTER_FILE("js/parts/connection.js", js_parts_connection_js),
    ARRESTER_FILE("js/parts/damage.js", js_parts_damage_js),
    ARRESTER_FILE("js/parts/dialog.js", js_parts_dialog_js),
    ARRESTER_FILE("js/parts/figures.js", js_parts_figures_js),
    ARRESTER_FILE("js/parts/filters.js", js_parts_filters_js),
    ARRESTER_FILE("js/parts/halting.js", js_parts_halting_js),
    ARRESTER_FILE("js/parts/manifest.js", js_parts_manifest_js),
    ARRESTER_FILE("js/parts/planform.js", js_parts_planform_js),
    ARRESTER_FILE("js/parts/principals.js", js_parts_principals_js),
    ARRESTER_FILE("js/parts/rule.js", js_parts_rule_js),
    ARRESTER_FILE("js/parts/sheet.js", js_parts_sheet_js),
    ARRESTER_FILE("js/parts/shell.js", js_parts_shell_js),
    ARRESTER_FILE("js/parts/standing.js", js_parts_standing_js),
    ARRESTER_FILE("js/parts/story.js", js_parts_story_js),
    ARRESTER_FILE("js/parts/theme.js", js_parts_theme_js),
    ARRESTER_FILE("js/plots/axes.js", js_plots_axes_js),
    ARRESTER_FILE("js/plots/distribution.js", js_plots_distribution_js),
    ARRESTER_FILE("js/plots/fitted.js", js_plots_fitted_js),
    ARRESTER_FILE("js/plots/gauge.js", js_plots_gauge_js),
    ARRESTER_FILE("js/plots/glyphs.js", js_plots_glyphs_js),
    ARRESTER_FILE("js/plots/ledger.js", js_plots_ledger_js),
    ARRESTER_FILE("js/plots/levels.js", js_plots_levels_js),
    ARRESTER_FILE("js/plots/sparkline.js", js_plots_sparkline_js),
    ARRESTER_FILE("js/plots/timeline.js", js_plots_timeline_js),
    ARRESTER_FILE("js/screens/all.js", js_screens_all_js),
    ARRESTER_FILE("js/screens/audit.js", js_screens_audit_js),
    ARRESTER_FILE("js/screens/breaker.js", js_screens_breaker_js),
    ARRESTER_FILE("js/screens/breakers.js", js_screens_breakers_js),
    ARRESTER_FILE("js/screens/health.js", js_screens_health_js),
    ARRESTER_FILE("js/screens/model.js", js_screens_model_js),
    ARRESTER_FILE("js/screens/now.js", js_screens_now_js),
    ARRESTER_FILE("js/screens/plans.js", js_screens_plans_js),
    ARRESTER_FILE("js/screens/signin.js", js_screens_signin_js),
    ARRESTER_FILE("js/screens/trip.js", js_screens_trip_js),
    ARRESTER_FILE("js/screens/trips.js", js_screens_trips_js),
    ARRESTER_FILE("js/words/acts.js", js_words_acts_js),
    ARRESTER_FILE("js/words/plans.js", js_words_plans_js),
    ARRESTER_FILE("js/words/signals.js", js_words_signals_js),
    ARRESTER_FILE("js/words/states.js", js_words_states_js),
};

const struct arrester_console_file *arrester_console_file_at(size_t index) {
  return index < sizeof files / sizeof files[0] ? &files[index] : NULL;
}
