// The parser of the reference job R1 (shared/peers/r1/r1.cpp): time, name, region, error, readOnly, arn and the session issuer's arn.
#include "fields.h"

#include <string_view>

using namespace simdjson;

namespace {

const std::string_view destructive_verbs[] = {"Delete", "Terminate", "Remove", "Deregister", "Purge", "Destroy", "Disable"};

struct Event {
  std::string_view principal, region;
  int64_t time = 0;
  bool change = false, destructive = false;
};

// Days from the civil calendar (Howard Hinnant's algorithm).
int64_t epoch(std::string_view text) {
  auto two = [&](int i) { return (text[i] - '0') * 10 + text[i + 1] - '0'; };
  if (text.size() < 19) return 0;
  int year = two(0) * 100 + two(2), month = two(5), day = two(8);
  year -= month <= 2;
  int era = year / 400, of_era = year - era * 400, of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
  return (int64_t(era) * 146097 + day_of_era - 719468) * 86400 + two(11) * 3600 + two(14) * 60 + two(17);
}

bool is_destructive(std::string_view name) {
  for (auto verb : destructive_verbs)
    if (name.substr(0, verb.size()) == verb) return true;
  return false;
}

void read_identity(ondemand::value value, std::string_view &arn, std::string_view &issuer) {
  for (auto field : value.get_object()) {
    std::string_view key = field.unescaped_key();
    if (key == "arn") arn = field.value().get_string();
    else if (key == "sessionContext")
      for (auto context : field.value().get_object())
        if (context.unescaped_key().value() == "sessionIssuer")
          for (auto part : context.value().get_object())
            if (part.unescaped_key().value() == "arn") issuer = part.value().get_string();
  }
}

Event read(ondemand::document &document) {
  Event event;
  bool writes = false, failed = false;
  std::string_view arn, issuer;
  for (auto field : document.get_object()) {
    std::string_view key = field.unescaped_key();
    switch (key.size()) {
    case 8:
      if (key == "readOnly") {
        ondemand::value value = field.value();
        writes = value.type() == ondemand::json_type::boolean && !value.get_bool().value();
      }
      break;
    case 9:
      if (key == "eventTime") event.time = epoch(field.value().get_string());
      else if (key == "eventName") event.destructive = is_destructive(field.value().get_string());
      else if (key == "awsRegion") event.region = field.value().get_string();
      else if (key == "errorCode") {
        ondemand::value value = field.value();
        failed = value.type() == ondemand::json_type::string && !value.get_string().value().empty();
      }
      break;
    case 12:
      if (key == "userIdentity") read_identity(field.value(), arn, issuer);
      break;
    }
  }
  event.principal = issuer.empty() ? arn : issuer;
  event.change = writes && !failed;
  event.destructive &= event.change;
  return event;
}

}  // namespace

uint64_t seven_fields(ondemand::document &document) {
  Event event = read(document);
  return uint64_t(event.time) + event.principal.size() + event.region.size() + event.change + event.destructive;
}
